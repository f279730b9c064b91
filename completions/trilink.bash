# bash completion for trilink. Load it with: source <(trilink completion bash)
_trilink() {
  local words=() glue=0 part i
  # bash splits at ':' and '='; an integration and --flag=value are one word each
  for ((i = 0; i <= COMP_CWORD; i++)); do
    part=${COMP_WORDS[i]}
    if ((${#words[@]} > 0)) && { ((glue)) || [[ $part == :* || $part == = ]]; }; then
      words[${#words[@]}-1]+=$part
    else
      words+=("$part")
    fi
    [[ $part == *: || $part == = ]] && glue=1 || glue=0
  done

  local last=$((${#words[@]} - 1)) place= skip=0
  local cur=${words[last]} prev= strip=
  ((last > 0)) && prev=${words[last - 1]}
  for ((i = 1; i < last; i++)); do
    if ((skip)); then skip=0; continue; fi
    case ${words[i]} in
      --profile|--format|--timeout|--devices|--seed|--url|--region|--subdomain|--username|--confirm|--max-age|--site|--create|--archive-missing|--archive-site|--max-creates|--max-overwrites|--max-archives|--ignore-setup|--output|-o|--limit|--status|--integration|--by|--min-confidence|--note|--class|--name|--kind|--remove|--configurations|--sites|--organizations|--hop|--step|--fail-on|--new-client|--expires|--revoke) skip=1 ;;
      -*) ;;
      *)
        case "$place/${words[i]}" in
          /demo|/init|/connect|/disconnect|/status|/sync|/sync/start|/sync/plan|/sync/apply|/sync/logs|/sync/undo|/match|/match/list|/match/review|/match/explain|/match/accept|/match/set|/match/create|/match/ignore|/match/change|/match/move|/match/replace|/match/forget|/match/export|/match/import|/match/adopt|/match/files|/setup|/setup/check|/setup/guide|/setup/attest|/setup/history|/config|/config/authority|/config/profiles|/config/options|/config/list|/config/set|/config/unset|/config/secrets|/doctor|/completion|/version) place="$place/${words[i]}" ;;
        esac
        ;;
    esac
  done

  if [[ $cur == --*=* ]]; then
    prev=${cur%%=*}
    strip="$prev="
    cur=${cur#*=}
  fi
  local offers=
  case $prev in
    --profile) offers=$(trilink __complete profiles 2>/dev/null) ;;
    --format) offers=$'table\njson\nndjson\ncsv\nmarkdown\nhtml' ;;
    --timeout) return ;;
    --devices) return ;;
    --seed) return ;;
    --url) return ;;
    --region) offers=$'us\nna\neu\nau' ;;
    --subdomain) return ;;
    --username) return ;;
    --confirm) return ;;
    --max-age) return ;;
    --site) offers=$(trilink __complete sites 2>/dev/null) ;;
    --create) offers=$'none\nconfigurations\norganizations\nall' ;;
    --archive-missing) return ;;
    --archive-site) return ;;
    --max-creates) return ;;
    --max-overwrites) return ;;
    --max-archives) return ;;
    --ignore-setup) return ;;
    --output|-o) return ;;
    --limit) return ;;
    --status) offers=$'matched\nsuggested\nambiguous\nunmatched\nignored\nwaiting\ngone' ;;
    --integration) offers=$'datto-rmm:autotask\nautotask:it-glue\ndatto-rmm:it-glue\nsyncro:it-glue' ;;
    --by) return ;;
    --min-confidence) return ;;
    --note) return ;;
    --class) return ;;
    --name) return ;;
    --kind) offers=$'device\nsite' ;;
    --remove) return ;;
    --configurations) return ;;
    --sites) return ;;
    --organizations) return ;;
    --hop) offers=$'A\nB\nC\nP\nS\nX' ;;
    --step) return ;;
    --fail-on) offers=$'critical\nwarning\ninfo\nnone' ;;
    --new-client) return ;;
    --expires) return ;;
    --revoke) return ;;
    *)
      if [[ $cur == -* ]]; then
        case $place in
          '') offers=$'--profile\n--json\n--format\n--quiet\n-q\n--verbose\n-v\n--no-input\n--no-color\n--utc\n--timeout\n--debug\n--help\n-h\n--version\n-V' ;;
          /demo) offers=$'--devices\n--seed\n--serve' ;;
          /init) offers=$'--reader' ;;
          /connect) offers=$'--url\n--region\n--subdomain\n--username\n--stdin\n--confirm' ;;
          /disconnect) offers=$'--purge\n--confirm' ;;
          /status) offers=$'--max-age' ;;
          /sync) offers=$'' ;;
          /sync/start) offers=$'--site\n--create\n--create-unowned\n--archive-missing\n--archive-site\n--max-creates\n--max-overwrites\n--max-archives\n--ignore-setup\n--dry-run\n-n\n--yes\n-y\n--exit-code' ;;
          /sync/plan) offers=$'--site\n--create\n--create-unowned\n--archive-missing\n--archive-site\n--max-creates\n--max-overwrites\n--max-archives\n--ignore-setup\n--output\n-o\n--exit-code' ;;
          /sync/apply) offers=$'--yes\n-y' ;;
          /sync/logs) offers=$'--limit' ;;
          /sync/undo) offers=$'--dry-run\n-n\n--yes\n-y' ;;
          /match) offers=$'' ;;
          /match/list) offers=$'--status\n--site\n--integration\n--limit' ;;
          /match/review) offers=$'--status\n--site\n--integration\n--by' ;;
          /match/explain) offers=$'--integration' ;;
          /match/accept) offers=$'--all\n--min-confidence\n--name-only\n--site\n--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/set) offers=$'--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/create) offers=$'--integration\n--note\n--by\n--dry-run\n-n\n--even-if-similar' ;;
          /match/ignore) offers=$'--site\n--class\n--name\n--kind\n--list\n--remove\n--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/change) offers=$'--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/move) offers=$'--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/replace) offers=$'--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/forget) offers=$'--integration\n--note\n--by\n--dry-run\n-n' ;;
          /match/export) offers=$'--status\n--site\n--integration' ;;
          /match/import) offers=$'--by\n--dry-run\n-n' ;;
          /match/adopt) offers=$'--integration\n--by\n--dry-run\n-n\n--yes\n-y' ;;
          /match/files) offers=$'--devices\n--configurations\n--sites\n--organizations\n--output\n-o\n--skip-bad-lines' ;;
          /setup) offers=$'' ;;
          /setup/check) offers=$'--hop\n--step\n--all\n--fail-on\n--exit-code' ;;
          /setup/guide) offers=$'--new-client\n--by' ;;
          /setup/attest) offers=$'--by\n--note\n--expires\n--list\n--revoke' ;;
          /setup/history) offers=$'--limit' ;;
          /config) offers=$'' ;;
          /config/authority) offers=$'' ;;
          /config/profiles) offers=$'' ;;
          /config/options) offers=$'' ;;
          /config/list) offers=$'--show-origin\n--all' ;;
          /config/set) offers=$'--confirm' ;;
          /config/unset) offers=$'' ;;
          /config/secrets) offers=$'' ;;
          /doctor) offers=$'--offline' ;;
          /completion) offers=$'' ;;
          /version) offers=$'' ;;
        esac
        offers+=$'\n'$'--profile\n--json\n--format\n--quiet\n-q\n--verbose\n-v\n--no-input\n--no-color\n--utc\n--timeout\n--debug\n--help\n-h\n--version\n-V'
      else
        case $place in
          '') offers=$'demo\ninit\nconnect\ndisconnect\nstatus\nsync\nmatch\nsetup\nconfig\ndoctor\ncompletion\nversion' ;;
          /demo) offers=$'' ;;
          /init) offers=$'' ;;
          /connect) offers=$'datto-rmm\nsyncro\nautotask\nit-glue' ;;
          /disconnect) offers=$'datto-rmm\nsyncro\nautotask\nit-glue' ;;
          /status) offers=$'' ;;
          /sync) offers=$'start\nplan\napply\nlogs\nundo' ;;
          /sync/start) offers=$'datto-rmm:autotask\nautotask:it-glue\ndatto-rmm:it-glue\nsyncro:it-glue' ;;
          /sync/plan) offers=$'datto-rmm:autotask\nautotask:it-glue\ndatto-rmm:it-glue\nsyncro:it-glue' ;;
          /sync/apply) offers=$'' ;;
          /sync/logs) offers=$'last' ;;
          /sync/undo) offers=$'last' ;;
          /match) offers=$'list\nreview\nexplain\naccept\nset\ncreate\nignore\nchange\nmove\nreplace\nforget\nexport\nimport\nadopt\nfiles' ;;
          /match/list) offers=$'sites\ndevices' ;;
          /match/review) offers=$'sites\ndevices' ;;
          /match/explain) offers=$'' ;;
          /match/accept) offers=$'' ;;
          /match/set) offers=$'' ;;
          /match/create) offers=$'' ;;
          /match/ignore) offers=$'' ;;
          /match/change) offers=$'' ;;
          /match/move) offers=$'' ;;
          /match/replace) offers=$'' ;;
          /match/forget) offers=$'' ;;
          /match/export) offers=$'' ;;
          /match/import) offers=$'' ;;
          /match/adopt) offers=$'' ;;
          /match/files) offers=$'' ;;
          /setup) offers=$'check\nguide\nattest\nhistory' ;;
          /setup/check) offers=$'' ;;
          /setup/guide) offers=$'' ;;
          /setup/attest) offers=$'' ;;
          /setup/history) offers=$'' ;;
          /config) offers=$'authority\nprofiles\noptions\nlist\nset\nunset\nsecrets' ;;
          /config/authority) offers=$'datto-rmm:autotask\nautotask:it-glue\ndatto-rmm:it-glue\nsyncro:it-glue' ;;
          /config/profiles) offers=$'' ;;
          /config/options) offers=$'datto-rmm:autotask\nautotask:it-glue\ndatto-rmm:it-glue\nsyncro:it-glue' ;;
          /config/list) offers=$'' ;;
          /config/set) offers=$'' ;;
          /config/unset) offers=$'' ;;
          /config/secrets) offers=$'' ;;
          /doctor) offers=$'' ;;
          /completion) offers=$'bash\nzsh\nfish\npowershell' ;;
          /version) offers=$'' ;;
        esac
      fi
      ;;
  esac
  # compared word by word and never expanded: a site may be called anything
  local offer quoted quote=
  [[ $cur == [\"\']* ]] && { quote=${cur:0:1}; cur=${cur:1}; }
  COMPREPLY=()
  while IFS= read -r offer; do
    printf -v quoted %q "$offer"
    [[ -n $quote ]] && quoted=$offer
    if [[ -n $offer ]] && [[ $offer == "$cur"* || $quoted == "$cur"* ]]; then COMPREPLY+=("$quoted"); fi
  done <<<"$offers"
  # what stands before the last ':' or '=' is no part of the word that bash replaces
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${cur%"${cur##*:}"}"}")
  elif [[ -n $strip && $COMP_WORDBREAKS != *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]/#/$strip}")
  fi
}
complete -o default -F _trilink trilink
