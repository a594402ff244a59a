using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Settlement.Journal;

namespace DcepSim.Cli;

/// <summary><c>dcepsim journal inspect|verify|statement|export|backup DIR</c>: looks at a settlement's journal without changing it.</summary>
internal sealed class JournalVerb(Terminal terminal)
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The journal's folder." };
    private readonly Argument<string> _target = new("TARGET") { Description = "An empty folder, made if it is not there." };
    private readonly Option<long?> _from = Sequence("--from", "The first sequence wanted; 1 unless set.");
    private readonly Option<long?> _through = Sequence("--through", "The last sequence wanted; all there are unless set.");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public static Command Make(Terminal terminal) => new("journal", """
        Looks at, checks and copies the journal of a settlement.

        Examples:
          dcepsim journal inspect /var/lib/dcepsim/journal
          dcepsim journal verify /var/lib/dcepsim/journal --json
          dcepsim journal statement /var/lib/dcepsim/journal --account 4711 --last 100
          dcepsim journal export /var/lib/dcepsim/journal --from 1000001 > transfers.csv
          dcepsim journal backup /var/lib/dcepsim/journal /mnt/backup/journal
        """)
    {
        new JournalVerb(terminal).MakeInspect(),
        new JournalVerb(terminal).MakeVerify(),
        new JournalVerb(terminal).MakeStatement(),
        new JournalVerb(terminal).MakeExport(),
        new JournalVerb(terminal).MakeBackup(),
    };

    private Command MakeInspect()
    {
        var command = new Command("inspect", """
            Lists segments, checkpoints and damage; every checksum is held against its bytes.
            Exit code 0: all is sound. 1: something is damaged. 2: there is no journal.

            Example:
              dcepsim journal inspect /var/lib/dcepsim/journal
            """) { _folder, _json };
        return Complete(command, parsed => Show(parsed, JournalCheck.OfBytes(Store(parsed))));
    }

    private Command MakeVerify()
    {
        var command = new Command("verify", """
            Checks every byte, then settles all transfers again from the first and compares every
            answer and balance with the one written down, and debits with credits. A key used
            twice is found among the latest 16,777,216 entries.
            Exit code 0: all holds. 1: it does not; file and offset are named. 2: there is no journal.

            Examples:
              dcepsim journal verify /var/lib/dcepsim/journal
              dcepsim journal verify /var/lib/dcepsim/journal --json
            """) { _folder, _json };
        return Complete(command, (parsed, cancellation) => Show(parsed, JournalCheck.OfBytesAndBooks(Store(parsed), cancellation)));
    }

    private Command MakeStatement()
    {
        var (command, run) = JournalStatementVerb.Make(terminal);
        command.Arguments.Add(_folder);
        return Complete(command, (parsed, cancellation) => run(parsed, Store(parsed), cancellation));
    }

    private Command MakeExport()
    {
        var command = new Command("export", """
            Prints settled transfers and expired holds as CSV, oldest first; amounts and balances in fen,
            times in UTC. Refused transfers are among them, with their status. Entries that open accounts
            or change their conditions have no row; how many there were is told beside the output.

            Examples:
              dcepsim journal export /var/lib/dcepsim/journal > transfers.csv
              dcepsim journal export /var/lib/dcepsim/journal --from 1000001 --through 2000000
            """) { _folder, _from, _through };
        command.Validators.Add(result =>
        {
            if (Given(result.GetResult(_from)) is { } from && Given(result.GetResult(_through)) is { } through && through < from)
                result.AddError(FormattableString.Invariant($"--through {through} lies before --from {from}."));
        });
        return Complete(command, Export);
    }

    private int Export(ParseResult parsed, CancellationToken cancellation)
    {
        var others = JournalCsv.WriteAsync(terminal.Output, Store(parsed), parsed.GetValue(_from) ?? 1, parsed.GetValue(_through) ?? long.MaxValue, cancellation).GetAwaiter().GetResult();
        if (others > 0)
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dcepsim: {others:N0} entries open accounts or change their conditions; they are no transfers and have no row."));
        return ExitCode.Success;
    }

    private Command MakeBackup()
    {
        var command = new Command("backup", """
            Copies a journal that no process writes to an empty folder. The copy is a journal of its own;
            a damaged block that can be made good is good in it.

            Example:
              dcepsim journal backup /var/lib/dcepsim/journal /mnt/backup/journal
            """) { _folder, _target };
        _target.Validators.Add(ScenarioArguments.RefuseBlank);
        return Complete(command, BackUp);
    }

    private Command Complete(Command command, Func<ParseResult, int> run) => Complete(command, (parsed, _) => run(parsed));

    private Command Complete(Command command, Func<ParseResult, CancellationToken, int> run)
    {
        _folder.Validators.Add(ScenarioArguments.RefuseBlank);
        command.SetAction((parsed, cancellation) => Task.Run(() => HasJournal(parsed) ? Try(() => run(parsed, cancellation)) : ExitCode.Misuse, cancellation));
        return command;
    }

    private static Option<long?> Sequence(string name, string description)
    {
        var option = new Option<long?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (Given(result) is { } value && value < 1)
                result.AddError($"{name} {value} is out of range; allowed: 1 and more.");
        });
        return option;
    }

    // What is no number is told by the parser; asking it for the value would throw.
    private static long? Given(OptionResult? result) =>
        result?.Tokens is [var token] && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) ? value : null;

    private FileJournalStore Store(ParseResult parsed) => new(parsed.GetRequiredValue(_folder));

    private bool HasJournal(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(_folder);
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + JournalLayout.SegmentExtension).Any())
            return true;
        terminal.Error.WriteLine($"dcepsim: {folder} holds no journal: no *{JournalLayout.SegmentExtension} file is there.");
        return false;
    }

    private int Try(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (JournalException fault)
        {
            terminal.Error.WriteLine($"dcepsim: {fault.Message}");
            return ExitCode.Failure;
        }
    }

    private int Show(ParseResult parsed, JournalCheck check)
    {
        if (parsed.GetValue(_json))
            terminal.Output.Write(JournalCheckText.Json(check));
        else
            JournalCheckText.WriteTable(terminal.Output, check);
        terminal.Output.Flush();
        if (check.Fault is { } fault)
            terminal.Error.WriteLine($"dcepsim: {fault}");
        return check.Holds ? ExitCode.Success : ExitCode.Failure;
    }

    private int BackUp(ParseResult parsed)
    {
        var target = parsed.GetRequiredValue(_target);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            terminal.Error.WriteLine($"dcepsim: {target} is not empty.");
            return ExitCode.Misuse;
        }

        var last = JournalFolder.BackUp(Store(parsed), new FileJournalStore(target));
        terminal.Output.WriteLine(FormattableString.Invariant($"{target} holds sequences up to {last}."));
        return ExitCode.Success;
    }
}
