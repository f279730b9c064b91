import { type FlagOffer, type Node, type Offer, spellings, type Values, valuedFlags } from './tree.js';

export function zshScript(nodes: readonly Node[]): string {
  const valued = valuedFlags(nodes);
  const places = nodes.map((node) => node.place).filter((place) => place !== '');
  return `#compdef trilink
# zsh completion for trilink. Load it with: source <(trilink completion zsh)
_trilink() {
  local place= skip=0 i cur=\${words[CURRENT]} prev=\${words[CURRENT-1]}
  local -a offers flags
  for ((i = 2; i < CURRENT; i++)); do
    if ((skip)); then skip=0; continue; fi
    case \${words[i]} in
      ${valued.flatMap(spellings).join('|')}) skip=1 ;;
      -*) ;;
      *)
        case "$place/\${words[i]}" in
          ${places.join('|')}) place="$place/\${words[i]}" ;;
        esac
        ;;
    esac
  done
  if [[ $cur == --*=* ]]; then
    prev=\${cur%%=*}
    compset -P '*='
  fi
  case $prev in
${valued.map(zshValues).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $place in
${nodes.map((node) => zshOffers(node.place, 'flags', node.flags.flatMap(flagOffers))).join('\n')}
    esac
    flags+=(${rootFlags(nodes)})
    _describe -o flag flags
  else
    case $place in
${nodes.map((node) => zshOffers(node.place, 'offers', node.words)).join('\n')}
    esac
    if ((\${#offers})); then _describe word offers; else _files; fi
  fi
}
if [[ \${funcstack[1]} == _trilink ]]; then _trilink "$@"; else compdef _trilink trilink; fi
`;
}

function rootFlags(nodes: readonly Node[]): string {
  const root = nodes.find((node) => node.place === '');
  return (root?.flags ?? []).flatMap(flagOffers).map(described).join(' ');
}

function flagOffers(offer: FlagOffer): Offer[] {
  return spellings(offer).map((word) => ({ word, what: offer.what }));
}

function zshOffers(place: string, list: string, offers: readonly Offer[]): string {
  return `      ${place === '' ? "''" : place}) ${list}=(${offers.map(described).join(' ')}) ;;`;
}

function described({ word, what }: Offer): string {
  const name = word.replaceAll(':', '\\:');
  return quoted(what === '' ? name : `${name}:${what}`);
}

function zshValues(offer: FlagOffer): string {
  return `    ${spellings(offer).join('|')}) ${valueLine(offer.values)}; return ;;`;
}

function valueLine(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `compadd -- ${values.words.map(quoted).join(' ')}`;
    case 'asks':
      return `compadd -- "\${(@f)$(trilink __complete ${values.what} 2>/dev/null)}"`;
    case 'files':
      return '_files';
    case 'free':
    case 'none':
      return '_message value';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
