# PowerShell completion for trilink. Load it with: trilink completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName trilink -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
        '' = @('demo', 'init', 'connect', 'disconnect', 'status', 'sync', 'match', 'config', 'doctor', 'completion', 'version')
        '/demo' = @()
        '/init' = @()
        '/connect' = @('datto-rmm', 'syncro', 'autotask', 'it-glue')
        '/disconnect' = @('datto-rmm', 'syncro', 'autotask', 'it-glue')
        '/status' = @()
        '/sync' = @('start', 'plan', 'apply', 'logs', 'undo')
        '/sync/start' = @('datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue', 'syncro:it-glue')
        '/sync/plan' = @('datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue', 'syncro:it-glue')
        '/sync/apply' = @()
        '/sync/logs' = @('last')
        '/sync/undo' = @('last')
        '/match' = @('list', 'review', 'explain', 'accept', 'set', 'create', 'ignore', 'change', 'move', 'replace', 'forget', 'export', 'import', 'adopt')
        '/match/list' = @('sites', 'devices')
        '/match/review' = @('sites', 'devices')
        '/match/explain' = @()
        '/match/accept' = @()
        '/match/set' = @()
        '/match/create' = @()
        '/match/ignore' = @()
        '/match/change' = @()
        '/match/move' = @()
        '/match/replace' = @()
        '/match/forget' = @()
        '/match/export' = @()
        '/match/import' = @()
        '/match/adopt' = @()
        '/config' = @('authority', 'profiles', 'list', 'set', 'unset', 'secrets')
        '/config/authority' = @('datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue', 'syncro:it-glue')
        '/config/profiles' = @()
        '/config/list' = @()
        '/config/set' = @()
        '/config/unset' = @()
        '/config/secrets' = @()
        '/doctor' = @()
        '/completion' = @('bash', 'zsh', 'fish', 'powershell')
        '/version' = @()
    }
    $flags = @{
        '' = @('--profile', '--json', '--format', '--quiet', '-q', '--verbose', '-v', '--no-input', '--no-color', '--utc', '--timeout', '--debug', '--help', '-h', '--version', '-V')
        '/demo' = @('--devices', '--seed', '--serve')
        '/init' = @('--reader')
        '/connect' = @('--url', '--region', '--subdomain', '--username', '--stdin', '--confirm')
        '/disconnect' = @('--purge', '--confirm')
        '/status' = @('--max-age')
        '/sync' = @()
        '/sync/start' = @('--site', '--create', '--create-unowned', '--archive-missing', '--archive-site', '--max-creates', '--max-overwrites', '--max-archives', '--ignore-setup', '--dry-run', '-n', '--yes', '-y', '--exit-code')
        '/sync/plan' = @('--site', '--create', '--create-unowned', '--archive-missing', '--archive-site', '--max-creates', '--max-overwrites', '--max-archives', '--ignore-setup', '--output', '-o', '--exit-code')
        '/sync/apply' = @('--yes', '-y')
        '/sync/logs' = @('--limit')
        '/sync/undo' = @('--dry-run', '-n', '--yes', '-y')
        '/match' = @()
        '/match/list' = @('--status', '--site', '--integration', '--limit')
        '/match/review' = @('--status', '--site', '--integration', '--by')
        '/match/explain' = @('--integration')
        '/match/accept' = @('--all', '--min-confidence', '--name-only', '--site', '--integration', '--note', '--by', '--dry-run', '-n')
        '/match/set' = @('--integration', '--note', '--by', '--dry-run', '-n')
        '/match/create' = @('--integration', '--note', '--by', '--dry-run', '-n', '--even-if-similar')
        '/match/ignore' = @('--site', '--class', '--name', '--kind', '--list', '--remove', '--integration', '--note', '--by', '--dry-run', '-n')
        '/match/change' = @('--integration', '--note', '--by', '--dry-run', '-n')
        '/match/move' = @('--integration', '--note', '--by', '--dry-run', '-n')
        '/match/replace' = @('--integration', '--note', '--by', '--dry-run', '-n')
        '/match/forget' = @('--integration', '--note', '--by', '--dry-run', '-n')
        '/match/export' = @('--status', '--site', '--integration')
        '/match/import' = @('--by', '--dry-run', '-n')
        '/match/adopt' = @('--integration', '--by', '--dry-run', '-n', '--yes', '-y')
        '/config' = @()
        '/config/authority' = @()
        '/config/profiles' = @()
        '/config/list' = @('--show-origin', '--all')
        '/config/set' = @('--confirm')
        '/config/unset' = @()
        '/config/secrets' = @()
        '/doctor' = @('--offline')
        '/completion' = @()
        '/version' = @()
    }
    $values = @{
        '--profile' = { trilink __complete profiles 2>$null }
        '--format' = { @('table', 'json', 'ndjson', 'csv', 'markdown', 'html') }
        '--timeout' = { @() }
        '--devices' = { @() }
        '--seed' = { @() }
        '--url' = { @() }
        '--region' = { @('us', 'na', 'eu', 'au') }
        '--subdomain' = { @() }
        '--username' = { @() }
        '--confirm' = { @() }
        '--max-age' = { @() }
        '--site' = { trilink __complete sites 2>$null }
        '--create' = { @('none', 'configurations', 'organizations', 'all') }
        '--archive-missing' = { @() }
        '--archive-site' = { @() }
        '--max-creates' = { @() }
        '--max-overwrites' = { @() }
        '--max-archives' = { @() }
        '--ignore-setup' = { @() }
        '--output' = { (Get-ChildItem -Name) }
        '-o' = { (Get-ChildItem -Name) }
        '--limit' = { @() }
        '--status' = { @('matched', 'suggested', 'ambiguous', 'unmatched', 'ignored', 'waiting', 'gone') }
        '--integration' = { @('datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue', 'syncro:it-glue') }
        '--by' = { @() }
        '--min-confidence' = { @() }
        '--note' = { @() }
        '--class' = { @() }
        '--name' = { @() }
        '--kind' = { @('device', 'site') }
        '--remove' = { @() }
    }
    $place = ''
    $skip = $false
    $previous = ''
    foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
        $word = $element.ToString()
        $previous = $word
        if ($skip) { $skip = $false; continue }
        if ($values.ContainsKey($word)) { $skip = $true }
        elseif (-not $word.StartsWith('-') -and $words.ContainsKey("$place/$word")) { $place = "$place/$word" }
    }
    if ($values.ContainsKey($previous)) { $offers = & $values[$previous] }
    elseif ($wordToComplete.StartsWith('-')) { $offers = @($flags[$place]) + @($flags['']) | Select-Object -Unique }
    else { $offers = $words[$place] }
    $offers | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        $text = if ($_ -match "[\s'`$;&|]") { "'" + $_.Replace("'", "''") + "'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
