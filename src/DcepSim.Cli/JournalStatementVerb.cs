using System.CommandLine;
using System.Globalization;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;
using NodaTime.HighPerformance;
using NodaTime.Text;

namespace DcepSim.Cli;

/// <summary><c>dcepsim journal statement DIR --account N</c>: what an account paid and received.</summary>
internal sealed class JournalStatementVerb
{
    private const int LastPreset = 20;
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly Terminal _terminal;
    private readonly Option<int> _account = NumberOption.Make("--account", "N", "Whose statement.", 0, 1, int.MaxValue);
    private readonly Option<int> _last = NumberOption.Make("--last", "N", $"So many latest entries, the newest first; {LastPreset} when neither this nor --from is given.", LastPreset, 1, StatementRequest.EntriesCeiling);
    private readonly Option<string> _archive = new("--archive") { Description = "Where older segments were moved to.", HelpName = "DIR" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<(long? Sequence, Instant64? Time)> _from = new("--from")
    {
        Description = "The first sequence, or the first time, wanted: the oldest first. Times are Asia/Shanghai, or end in Z for UTC.",
        HelpName = "SEQ|TIME",
        CustomParser = result =>
        {
            if (TryParse(result.Tokens[0].Value, out var from))
                return from;
            result.AddError($"--from {result.Tokens[0].Value} is neither a sequence (1 and more) nor a time such as 2020-10-12, 2020-10-12T18:00:00 or 2020-10-12T10:00:00Z.");
            return default;
        },
    };

    private JournalStatementVerb(Terminal terminal)
    {
        _terminal = terminal;
        _account.Required = true;
        _account.DefaultValueFactory = null;
        _archive.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    /// <summary>The command, but for the journal's folder and what is done with it.</summary>
    public static (Command Command, Func<ParseResult, IJournalStore, CancellationToken, int> Run) Make(Terminal terminal)
    {
        var verb = new JournalStatementVerb(terminal);
        var command = new Command("statement", """
            Prints an account's statement: accepted transfers and expired holds, with the balance after
            each; money in fen in CSV and JSON. Other processes may write the journal meanwhile.

            Examples:
              dcepsim journal statement /var/lib/dcepsim/journal --account 4711
              dcepsim journal statement /var/lib/dcepsim/journal --account 4711 --last 100 --json
              dcepsim journal statement /var/lib/dcepsim/journal --account 4711 --from 2020-10-12 --csv
            """) { verb._account, verb._from, verb._last, verb._archive, verb._csv, verb._json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(verb._csv) && result.GetValue(verb._json))
                result.AddError("--csv and --json exclude each other.");
        });
        return (command, verb.Run);
    }

    private static bool TryParse(string text, out (long? Sequence, Instant64? Time) from)
    {
        from = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            from = (sequence, null);
            return sequence > 0;
        }

        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
            from = (null, Instant64.FromInstant(instant.Value));
        else if (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local)
            from = (null, Instant64.FromInstant(local.Value.InZoneLeniently(Shanghai).ToInstant()));
        else if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
            from = (null, Instant64.FromInstant(date.Value.AtStartOfDayInZone(Shanghai).ToInstant()));
        return from.Time is not null;
    }

    private int Run(ParseResult parsed, IJournalStore store, CancellationToken cancellation)
    {
        var archive = parsed.GetValue(_archive);
        using var statements = JournalStatements.Open(store, archive is null ? null : new FileJournalStore(archive));
        var text = new StatementText(_terminal.Output, new(parsed.GetRequiredValue(_account)), parsed.GetValue(_csv), parsed.GetValue(_json));
        var (sequence, time) = parsed.GetValue(_from);
        var isUpwards = (sequence ?? (object?)time) is not null && parsed.GetResult(_last) is null or { Implicit: true };
        var request = new StatementRequest(new(parsed.GetRequiredValue(_account)))
        {
            Order = isUpwards ? StatementOrder.OldestFirst : StatementOrder.NewestFirst,
            FromSequence = isUpwards ? sequence : null,
            FromTime = isUpwards ? time : null,
            EntriesMax = isUpwards ? 10_000 : parsed.GetValue(_last),
        };
        text.Begin();
        StatementPage page;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            page = statements.Read(request);
            // With both, the latest are wanted, as far as they do not lie before the start.
            text.Write(page.Entries.Where(entry => isUpwards || (entry.Sequence >= (sequence ?? 1) && (time is null || entry.Time >= time))));
            request = request with { FromSequence = page.Next };
        }
        while (isUpwards && page.Next is not null);

        text.End(page);
        if (page.MissingThrough is { } missing)
            _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dcepsim: entries up to sequence {missing} are not here: their segments were moved away; name their folder with --archive."));
        return ExitCode.Success;
    }
}
