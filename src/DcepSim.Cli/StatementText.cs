using System.Globalization;
using System.Text.Json;
using DcepSim.Cli.Screen;
using DcepSim.Settlement.Reading;
using NodaTime.Text;

namespace DcepSim.Cli;

/// <summary>An account's statement, as CSV or JSON for machines and as a table for people, written as it is read.</summary>
internal sealed class StatementText(TextWriter output, AccountId account, bool isCsv, bool isJson)
{
    private const string Header = "sequence,time,entry,kind,flags,counterparty,amountFen,changeFen,balanceFen,session,counter,hold";
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { NewLine = "\n" };
    private static readonly InstantPattern ShownTime = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss'.'fff'Z'");

    private readonly List<string[]> _rows = [["sequence", "time", "kind", "with", "change", "balance"]];
    private bool _hasAny;

    public void Begin()
    {
        if (isCsv)
            output.Write(Header + "\n");
        if (isJson)
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"schema\":\"dcepsim.statement/1\",\"account\":{account.Value},\"entries\":["));
    }

    public void Write(IEnumerable<StatementEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (isCsv)
                WriteCsv(entry);
            else if (isJson)
                WriteJson(entry);
            else
                _rows.Add(RowOf(entry));
            _hasAny = true;
        }
    }

    public void End(StatementPage last)
    {
        if (isJson)
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\n],\"throughSequence\":{last.Through},\"missingThrough\":{last.MissingThrough?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}\n"));
        else if (!isCsv && _hasAny)
            TextTable.Write(output, _rows, leftAligned: 3);
        else if (!isCsv)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No entries of account {account.Value}."));
        output.Flush();
    }

    private static string[] RowOf(in StatementEntry entry) =>
    [
        entry.Sequence.ToString(CultureInfo.InvariantCulture),
        ShownTime.Format(entry.Time.ToInstant()),
        entry.Kind == Ledger.JournalEntryKind.HoldExpired ? "hold expired" : entry.Transfer.Kind + (Flags(entry) is "None" ? "" : " " + Flags(entry)),
        entry.Counterparty.Value.ToString(CultureInfo.InvariantCulture),
        entry.Change.ToString(),
        entry.Balance.ToString(),
    ];

    private static string Flags(in StatementEntry entry) => entry.Transfer.Flags.ToString().Replace(", ", "+", StringComparison.Ordinal);

    private void WriteCsv(in StatementEntry entry)
    {
        var transfer = entry.Transfer;
        var time = InstantPattern.ExtendedIso.Format(entry.Time.ToInstant());
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Sequence},{time},{entry.Kind},{transfer.Kind},{Flags(entry)},{entry.Counterparty.Value},{transfer.Amount.Fen},{entry.Change.Fen},{entry.Balance.Fen},{transfer.Key.Session},{transfer.Key.Counter},{transfer.Hold.Value}\n"));
    }

    private void WriteJson(in StatementEntry entry)
    {
        var transfer = entry.Transfer;
        output.Write(_hasAny ? ",\n" : "\n");
        output.Write(JsonSerializer.Serialize(
            new
            {
                entry.Sequence,
                Time = InstantPattern.ExtendedIso.Format(entry.Time.ToInstant()),
                Entry = entry.Kind.ToString(),
                Kind = transfer.Kind.ToString(),
                Flags = Flags(entry),
                Counterparty = entry.Counterparty.Value,
                AmountFen = transfer.Amount.Fen,
                ChangeFen = entry.Change.Fen,
                BalanceFen = entry.Balance.Fen,
                transfer.Key.Session,
                transfer.Key.Counter,
                Hold = transfer.Hold.Value,
            },
            Format));
    }
}
