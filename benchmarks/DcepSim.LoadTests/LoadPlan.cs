using System.Globalization;
using DcepSim.Settlement.Journal;

namespace DcepSim.LoadTests;

/// <summary>What to load the settlement with.</summary>
public sealed record LoadPlan
{
    public int Accounts { get; init; } = 1_000_000;

    public double Seconds { get; init; } = 20;

    public int Submitters { get; init; } = 4;

    public int Batch { get; init; } = 8_192;

    public int WindowBits { get; init; } = 24;

    public string Dir { get; init; } = Path.Combine(Path.GetTempPath(), "dcepsim-load");

    public static LoadPlan Read(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var plan = new LoadPlan();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var text = args[i + 1];
            plan = args[i] switch
            {
                "--accounts" => plan with { Accounts = Number(text) },
                "--seconds" => plan with { Seconds = double.Parse(text, CultureInfo.InvariantCulture) },
                "--submitters" => plan with { Submitters = Number(text) },
                "--batch" => plan with { Batch = Number(text) },
                "--window-bits" => plan with { WindowBits = Number(text) },
                "--dir" => plan with { Dir = text },
                _ => throw new ArgumentException($"There is no option {args[i]}: --accounts, --seconds, --submitters, --batch, --window-bits, --dir."),
            };
        }

        return plan;
    }

    /// <summary>Takes away what an earlier measurement left in the folder. One that holds anything but a journal is left alone.</summary>
    /// <exception cref="InvalidOperationException">There is something else in it; nothing was deleted.</exception>
    public void EmptyFolder()
    {
        if (!Directory.Exists(Dir))
            return;
        var strangers = Directory.EnumerateFileSystemEntries(Dir).Where(entry => Directory.Exists(entry) || !IsOfJournal(Path.GetFileName(entry))).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal).ToList();
        if (strangers.Count > 0)
            throw new InvalidOperationException($"{Dir} also holds {string.Join(", ", strangers.Take(5))}, which is no journal's, so it is not emptied; name another folder with --dir.");
        Directory.Delete(Dir, recursive: true);
    }

    private static bool IsOfJournal(string file) =>
        file is "lock" or "lock.holder" || Path.GetExtension(file) is JournalLayout.SegmentExtension or JournalLayout.CheckpointExtension or JournalLayout.PreparingExtension or JournalLayout.WritingExtension or ".accounts";

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
