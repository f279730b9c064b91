import { type FlagOffer, type Node, spellings, type Values, valuedFlags } from './tree.js';

/** Works with bash 3.2 and newer, without the bash-completion package. */
export function bashScript(nodes: readonly Node[]): string {
  const valued = valuedFlags(nodes);
  const places = nodes.map((node) => node.place).filter((place) => place !== '');
  return `# bash completion for trilink. Load it with: source <(trilink completion bash)
_trilink() {
  local words=() glue=0 part i
  # bash splits at ':' and '='; an integration and --flag=value are one word each
  for ((i = 0; i <= COMP_CWORD; i++)); do
    part=\${COMP_WORDS[i]}
    if ((\${#words[@]} > 0)) && { ((glue)) || [[ $part == :* || $part == = ]]; }; then
      words[\${#words[@]}-1]+=$part
    else
      words+=("$part")
    fi
    [[ $part == *: || $part == = ]] && glue=1 || glue=0
  done

  local last=$((\${#words[@]} - 1)) place= skip=0
  local cur=\${words[last]} prev= strip=
  ((last > 0)) && prev=\${words[last - 1]}
  for ((i = 1; i < last; i++)); do
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
    strip="$prev="
    cur=\${cur#*=}
  fi
  local offers=
  case $prev in
${valued.map(bashValues).join('\n')}
    *)
      if [[ $cur == -* ]]; then
        case $place in
${nodes.map((node) => bashOffers(node.place, node.flags.flatMap(spellings))).join('\n')}
        esac
        offers+=$'\\n'${quoted(rootFlags(nodes))}
      else
        case $place in
${nodes
  .map((node) =>
    bashOffers(
      node.place,
      node.words.map((offer) => offer.word),
    ),
  )
  .join('\n')}
        esac
      fi
      ;;
  esac
  # compared word by word and never expanded: a site may be called anything
  local offer quoted quote=
  [[ $cur == [\\"\\']* ]] && { quote=\${cur:0:1}; cur=\${cur:1}; }
  COMPREPLY=()
  while IFS= read -r offer; do
    printf -v quoted %q "$offer"
    [[ -n $quote ]] && quoted=$offer
    if [[ -n $offer ]] && [[ $offer == "$cur"* || $quoted == "$cur"* ]]; then COMPREPLY+=("$quoted"); fi
  done <<<"$offers"
  # what stands before the last ':' or '=' is no part of the word that bash replaces
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("\${COMPREPLY[@]#"\${cur%"\${cur##*:}"}"}")
  elif [[ -n $strip && $COMP_WORDBREAKS != *=* ]]; then
    COMPREPLY=("\${COMPREPLY[@]/#/$strip}")
  fi
}
complete -o default -F _trilink trilink
`;
}

function rootFlags(nodes: readonly Node[]): readonly string[] {
  return (nodes.find((node) => node.place === '')?.flags ?? []).flatMap(spellings);
}

function bashOffers(place: string, words: readonly string[]): string {
  return `          ${place === '' ? "''" : place}) offers=${quoted(words)} ;;`;
}

function bashValues(offer: FlagOffer): string {
  return `    ${spellings(offer).join('|')}) ${valueLine(offer.values)} ;;`;
}

function valueLine(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `offers=${quoted(values.words)}`;
    case 'asks':
      return `offers=$(trilink __complete ${values.what} 2>/dev/null)`;
    case 'files':
    case 'free':
    case 'none':
      return 'return';
  }
}

/** One word a line. */
function quoted(words: readonly string[]): string {
  return `$'${words.join('\\n')}'`;
}
