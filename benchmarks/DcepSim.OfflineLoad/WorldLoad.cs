using System.Diagnostics;
using DcepSim.Offline;

namespace DcepSim.OfflineLoad;

/// <summary>One population from enrolment to the last reconciled token. Budget: 1 M purses and 10 M payments in at most 30 s.</summary>
internal static class WorldLoad
{
    private const int Rounds = 24;

    public static void Run(int purses, int payments, int threads)
    {
        var merchants = Math.Max(1, purses / 50);
        var terms = new WorldTerms
        {
            Purses = purses,
            Merchants = merchants,
            Rounds = Rounds,
            FillTo = Amount.FromYuan(1000),
            PayPpm = (int)Math.Min(1_000_000, 1_010_000L * payments / ((long)(purses - merchants) * Rounds)),
            BrokenPpm = 100,
            Compromise = Compromise.ClonedElement,
        };
        var watch = Stopwatch.StartNew();
        var world = new OfflineWorld(terms, RandomKey.FromSeed(1), payments);
        var enrolled = watch.Elapsed;
        while (world.RoundsDone < Rounds)
        {
            Decide(world, purses, threads);
            world.Settle();
        }

        var lived = watch.Elapsed;
        var outcome = world.Finish();
        var all = watch.Elapsed;
        var paid = outcome.Rounds.Sum(round => (long)round.Paid + round.BrokenPaid);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine($"{purses:N0} purses, {paid:N0} payments, {outcome.Statement.Tokens:N0} tokens, {threads} thread(s)");
        Console.WriteLine($"enrol {enrolled.TotalSeconds:F1} s, rounds {(lived - enrolled).TotalSeconds:F1} s, end and statement {(all - lived).TotalSeconds:F1} s, together {all.TotalSeconds:F1} s (cpu {cpu.TotalSeconds:F1} s)");
        Console.WriteLine($"payments/s {paid / all.TotalSeconds:N0}, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MB");
        Console.WriteLine($"balanced {outcome.Statement.IsBalanced}, account breaks {outcome.AccountBreaks}, loss {outcome.Statement.Loss}, breaks listed {outcome.Statement.Breaks.Length:N0}");
        Console.WriteLine($"signatures counted: {outcome.Tally.Made:N0} made, {outcome.Tally.Checked:N0} checked; digest {outcome.Digest}");
    }

    private static void Decide(OfflineWorld world, int purses, int threads) =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            world.Decide(1 + (int)((long)purses * part / threads), 1 + (int)((long)purses * (part + 1) / threads)));
}
