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

    public static LoadPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new LoadPlan();
        return NamedOptions.Read(args, options => plan with
        {
            Accounts = options.Whole("--accounts", plan.Accounts),
            Seconds = options.Number("--seconds", plan.Seconds, 0),
            Submitters = options.Whole("--submitters", plan.Submitters),
            Batch = options.Whole("--batch", plan.Batch),
            WindowBits = options.Whole("--window-bits", plan.WindowBits, max: 30),
            Dir = options.Text("--dir") ?? plan.Dir,
        });
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
}
