using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>
/// A fixed course of two lives on one disk (the first ends with its process, the second with the power), after which the disk is rebuilt
/// from what was flushed and a part of the rest, recovered and checked.
/// </summary>
internal sealed class PowerCutExam(long seed)
{
    private const int StepsPerLife = 10;
    private const int StepsPerSteadyLife = 25;

    private static readonly int[] ArrivedPercents = [0, 50, 90, 100, 10];

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = 24 * JournalLayout.BlockBytes,
        SegmentsAhead = 1,
        ReserveBytes = 0,
        PreparesInBackground = false,
    };

    private readonly RandomKey _key = RandomKey.FromSeed(seed);

    public bool AnswersEarly { get; init; }

    public bool TakesCheckpoints { get; init; } = true;

    public bool TakesManyCheckpoints { get; init; }

    public bool IsSteady { get; init; }

    public int FlushLeftOut { get; init; } = -1;

    /// <summary>The call at which the first process ends; by default it ends after its work.</summary>
    public int ProcessEndsAt { get; init; } = int.MaxValue;

    /// <summary>Runs the course without a power cut, to learn its calls and flushes.</summary>
    public SimulatedDisk Rehearse()
    {
        var disk = new SimulatedDisk(_key.Child("disk"));
        Run(disk, new());
        return disk;
    }

    /// <summary>Loses the power at a call and checks what is left, for one choice of what had arrived. What the journal broke, or null.</summary>
    public string? Fault(int call, int choice)
    {
        var disk = new SimulatedDisk(_key.Child("disk")) { PowerLostAt = call, FlushLeftOut = FlushLeftOut };
        var book = new RecordBook();
        try
        {
            try
            {
                Run(disk, book);
            }
            catch (PowerLostException)
            {
            }

            var found = disk.AfterPowerLoss(_key.Child("arrived").Child((ulong)choice), ArrivedPercents[choice % ArrivedPercents.Length]);
            var life = new JournalLife(found, Options, book, 3) { TakesManyCheckpoints = TakesManyCheckpoints };
            life.Recover();
            life.Work(_key.Child("after"), 3);
            life.Stop();
            return null;
        }
        catch (Exception fault) when (fault is BrokenPromiseException or JournalException)
        {
            return fault.Message;
        }
    }

    /// <summary>As <see cref="Fault"/>, but what is left is put on a real disk and recovered there.</summary>
    public string? FaultOn(IJournalStore real, int call, int choice)
    {
        var disk = new SimulatedDisk(_key.Child("disk")) { PowerLostAt = call };
        var book = new RecordBook();
        try
        {
            Run(disk, book);
        }
        catch (PowerLostException)
        {
        }

        disk.AfterPowerLoss(_key.Child("arrived").Child((ulong)choice), ArrivedPercents[choice % ArrivedPercents.Length]).CopyTo(real);
        try
        {
            var life = new JournalLife(real, Options with { PreparesInBackground = true }, book, 3);
            life.Recover();
            life.Work(_key.Child("after"), 3);
            life.Stop();
            return null;
        }
        catch (Exception fault) when (fault is BrokenPromiseException or JournalException)
        {
            return fault.Message;
        }
    }

    private void Run(SimulatedDisk disk, RecordBook book)
    {
        var powerLostAt = disk.PowerLostAt;
        disk.PowerLostAt = Math.Min(powerLostAt, ProcessEndsAt);
        try
        {
            Live(disk, book, 1);
        }
        catch (PowerLostException) when (ProcessEndsAt < powerLostAt)
        {
            // Only this process is gone; what it wrote is still on its way to the disk.
        }

        disk.PowerLostAt = powerLostAt;
        disk.EndProcess();
        Live(disk, book, 2);
        disk.EndProcess();
    }

    private void Live(SimulatedDisk disk, RecordBook book, int number)
    {
        var life = new JournalLife(disk, Options, book, number) { AnswersEarly = AnswersEarly, TakesCheckpoints = TakesCheckpoints, TakesManyCheckpoints = TakesManyCheckpoints, IsSteady = IsSteady };
        life.Recover();
        life.Work(_key.Child("work").Child((ulong)number), IsSteady ? StepsPerSteadyLife : StepsPerLife);
    }
}
