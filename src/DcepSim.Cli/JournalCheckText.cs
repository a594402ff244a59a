using System.Globalization;
using System.Text.Json;
using DcepSim.Settlement.Journal;

namespace DcepSim.Cli;

/// <summary>What was found in a journal, as JSON for machines and as a table for people.</summary>
internal static class JournalCheckText
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static string Json(JournalCheck check)
    {
        var survey = check.Survey;
        return JsonSerializer.Serialize(
            new
            {
                Schema = "dcepsim.journal/1",
                check.Holds,
                check.Fault,
                CorruptFile = survey?.Corruption?.File,
                CorruptOffset = survey?.Corruption?.Offset,
                survey?.FirstSequence,
                survey?.LastSequence,
                survey?.DurableThrough,
                survey?.Segments,
                survey?.Checkpoints,
                survey?.Damage,
                survey?.TornHeaders,
                check.Room?.FreeBytes,
                check.Room?.EntriesToFull,
                check.Room?.SecondsToFull,
                TrialBalanceOk = check.Balance?.IsBalanced,
                Accounts = check.Balance?.Total.AccountCount,
                IssuedFen = check.Balance?.Issued.Fen,
            },
            Format) + "\n";
    }

    public static void WriteTable(TextWriter output, JournalCheck check)
    {
        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        if (check.Survey is { } survey)
        {
            Line($"sequences {survey.FirstSequence:N0} to {survey.LastSequence:N0}, durable through {survey.DurableThrough:N0}");
            foreach (var segment in survey.Segments)
                Line($"segment    {segment.File}  {segment.UsedBytes >> 20,6:N0} of {segment.Bytes >> 20,6:N0} MiB  {segment.Groups,7:N0} groups");
            foreach (var checkpoint in survey.Checkpoints)
                Line($"checkpoint {JournalLayout.CheckpointName(checkpoint.Sequence)}  {checkpoint.Bytes >> 20:N0} MiB  {(checkpoint.Fault is null ? "sound" : "DAMAGED")}");
            foreach (var damage in survey.Damage)
                Line($"damage     {damage.File} at {damage.Offset}: {damage.What}");
            if (survey.TornHeaders > 0)
                Line($"torn       {survey.TornHeaders} headers past the end, never answered for");
        }

        if (check.Room is { } room)
            Line($"room       {room.FreeBytes >> 30:N0} GiB free, {room.EntriesToFull:N0} entries{Lasting(room.SecondsToFull)}");
        if (check.Balance is { } balance)
            Line($"books      {balance.Total.AccountCount:N0} accounts, {balance.Issued} yuan issued; trial balance {(balance.IsBalanced ? "holds" : "BROKEN")}");
        Line($"{(check.Holds ? "sound" : "NOT SOUND")}");
    }

    private static string Lasting(double? seconds) => seconds switch
    {
        null => "",
        < 86_400 => string.Create(CultureInfo.InvariantCulture, $": {seconds / 3_600:0.0} hours at the newest rate"),
        _ => string.Create(CultureInfo.InvariantCulture, $": {seconds / 86_400:N0} days at the newest rate"),
    };
}
