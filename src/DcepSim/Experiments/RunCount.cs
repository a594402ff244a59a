namespace DcepSim.Experiments;

/// <summary>Counts the runs of a study that makes its own, and tells how far it is. Safe to use from several threads.</summary>
internal sealed class RunCount(IProgress<ExperimentProgress>? progress, int planned)
{
    private readonly Lock _telling = new();
    private int _done;

    public void Add(int runs)
    {
        if (progress is null)
            return;
        lock (_telling)
        {
            for (; runs > 0; runs--)
                progress.Report(new(++_done, Math.Max(planned, _done))); // plans are guesses: a fit takes as many steps as it takes
        }
    }
}
