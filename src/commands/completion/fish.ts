import { type FlagOffer, type Node, spellings, type Values, valuedFlags } from './tree.js';

export function fishScript(nodes: readonly Node[]): string {
  const places = nodes.map((node) => node.place).filter((place) => place !== '');
  return `# fish completion for trilink. Load it with: trilink completion fish | source
function __trilink_place
    set -l place
    set -l skip 0
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case ${valuedFlags(nodes).flatMap(spellings).join(' ')}
                set skip 1
            case '-*'
            case '*'
                if contains -- "$place/$word" ${places.join(' ')}
                    set place "$place/$word"
                end
        end
    end
    echo "/$place"
end
function __trilink_at
    test (__trilink_place) = "/$argv[1]"
end
complete -c trilink -f
${nodes.flatMap(nodeLines).join('\n')}
`;
}

function nodeLines(node: Node): string[] {
  const at = `-n ${quoted(`__trilink_at ${node.place}`)}`;
  const words = node.words.map(
    ({ word, what }) => `complete -c trilink ${at} -a ${quoted(word)}${description(what)}`,
  );
  const everywhere = node.place === '';
  const flags = node.flags.map(
    (offer) => `complete -c trilink ${everywhere ? '' : `${at} `}${flagPart(offer)}`,
  );
  return [...words, ...flags];
}

function flagPart(offer: FlagOffer): string {
  const short = offer.short === null ? '' : ` -s ${offer.short.slice(1)}`;
  return `-l ${offer.word.slice(2)}${short}${valuePart(offer.values)}${description(offer.what)}`;
}

function valuePart(values: Values): string {
  switch (values.kind) {
    case 'words':
      return ` -x -a ${quoted(values.words.join(' '))}`;
    case 'asks':
      return ` -x -a ${quoted(`(trilink __complete ${values.what} 2>/dev/null)`)}`;
    case 'files':
      return ' -r -F';
    case 'free':
      return ' -x';
    case 'none':
      return '';
  }
}

function description(what: string): string {
  return what === '' ? '' : ` -d ${quoted(what)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
