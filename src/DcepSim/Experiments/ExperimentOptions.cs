using DcepSim.Ledger;
using DcepSim.Settlement;
using NodaTime;

namespace DcepSim.Experiments;

/// <summary>How often and how a campaign is run. Only <see cref="Runs"/>, <see cref="Precision"/>, <see cref="Seed"/>, <see cref="Ensemble"/> and books that are wrong can change a result.</summary>
/// <remarks>Immutable; checked by <see cref="CampaignExperiment"/>.</remarks>
public sealed record ExperimentOptions
{
    /// <summary>The most runs of one experiment.</summary>
    public const int RunsMax = 1_000_000;

    /// <summary>The most runs of one study, over all its points.</summary>
    public const int StudyRunsMax = 10_000_000;

    /// <summary>The most threads.</summary>
    public const int ThreadsMax = 1_024;

    /// <summary>How many runs, 1 to <see cref="RunsMax"/>; 20 unless set. One run has no interval.</summary>
    public int Runs { get; init; } = 20;

    /// <summary>How well a mean is to be known: then <see cref="Runs"/> is the most runs there may be, at least 2. None unless set.</summary>
    public PrecisionTarget? Precision { get; init; }

    /// <summary>The number all chance grows from; 1 unless set.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Sets of parameters that the runs take in turn, run n the set (n - 1) mod their number, from 0; none unless set.</summary>
    public ParameterEnsemble? Ensemble { get; init; }

    /// <summary>How many runs go on at once, 1 to <see cref="ThreadsMax"/>; 0, which is the default, is one for each processor. Each needs
    /// memory of its own.</summary>
    public int Threads { get; init; }

    /// <summary>Sees every payment of the runs it asks for; none unless set.</summary>
    public IExperimentRecorder? Recorder { get; init; }

    /// <summary>Told after every run; called by one thread at a time. None unless set.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>Opens the empty books of one run, given the capacities it needs and the run's clock; the run closes them. In memory and in
    /// the run's own thread unless set. Called from several threads.</summary>
    public Func<LedgerOptions, IClock, ISettlement>? OpenSettlement { get; init; }

    /// <summary>Times the runs; without a clock there are no timings.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The number of threads meant by <see cref="Threads"/> and <see cref="Runs"/>.</summary>
    internal int ThreadsUsed => Math.Min(ThreadsAllowed, Runs);

    /// <summary>The number of threads meant by <see cref="Threads"/> alone.</summary>
    internal int ThreadsAllowed => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal void Validate()
    {
        if (Runs is < 1 or > RunsMax)
            throw new ArgumentOutOfRangeException(nameof(Runs), Runs, $"The number of runs lies between 1 and {RunsMax}.");
        if (Threads is < 0 or > ThreadsMax)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"The number of threads lies between 1 and {ThreadsMax}, or is 0 for one a processor.");
        Precision?.Validate(Runs);
    }
}
