using System.CommandLine;

namespace DcepSim.Cli;

/// <summary><c>dcepsim completion bash|zsh|pwsh</c>: prints what makes a shell complete verbs, options and scenario names.</summary>
internal static class CompletionVerb
{
    private const string Description = """
        Prints a script that completes verbs, options and scenarios with the Tab key.

        Examples:
          source <(dcepsim completion bash)
          dcepsim completion zsh > ~/.zfunc/_dcepsim
          dcepsim completion pwsh | Out-String | Invoke-Expression
        """;

    private const string Bash = """
        _dcepsim() {
          local line="${COMP_LINE:0:$COMP_POINT}"
          mapfile -t COMPREPLY < <(dcepsim "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _dcepsim dcepsim
        """;

    private const string Zsh = """
        #compdef dcepsim
        _dcepsim() {
          local -a found
          local line="${words[*]}"
          found=("${(@f)$(dcepsim "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -- $found || _files
        }
        if [[ "${funcstack[1]}" == _dcepsim ]]; then _dcepsim "$@"; else compdef _dcepsim dcepsim; fi
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName dcepsim -ScriptBlock {
          param($word, $line, $cursor)
          dcepsim "[suggest:$cursor]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Make(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "Which shell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion", Description) { shell };
        command.SetAction(parsed => terminal.Output.WriteLine(parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell }));
        return command;
    }
}
