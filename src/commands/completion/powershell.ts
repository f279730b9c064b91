import { type FlagOffer, type Node, spellings, type Values, valuedFlags } from './tree.js';

export function powershellScript(nodes: readonly Node[]): string {
  const valued = valuedFlags(nodes);
  return `# PowerShell completion for trilink. Load it with: trilink completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName trilink -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
${nodes.map((node) => `        '${node.place}' = @(${list(node.words.map(({ word }) => word))})`).join('\n')}
    }
    $flags = @{
${nodes.map((node) => `        '${node.place}' = @(${list(node.flags.flatMap(spellings))})`).join('\n')}
    }
    $values = @{
${valued.flatMap(valueLines).join('\n')}
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
        $text = if ($_ -match "[\\s'\`$;&|]") { "'" + $_.Replace("'", "''") + "'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
`;
}

function valueLines(offer: FlagOffer): string[] {
  return spellings(offer).map((name) => `        '${name}' = { ${valuePart(offer.values)} }`);
}

function valuePart(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `@(${list(values.words)})`;
    case 'asks':
      return `trilink __complete ${values.what} 2>$null`;
    case 'files':
      return '(Get-ChildItem -Name)';
    case 'free':
    case 'none':
      return '@()';
  }
}

function list(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ');
}
