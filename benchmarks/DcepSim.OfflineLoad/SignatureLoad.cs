using System.Diagnostics;
using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.OfflineLoad;

/// <summary>Whole payments (offer, payment, confirmation; 3 signatures made, 7 checked) with ECDSA P-256 by the framework.</summary>
internal static class SignatureLoad
{
    private const int PaymentsPerContact = 100;

    private static readonly OperatorId Operator = new(1);

    public static void Run(int payments, int threads)
    {
        var seconds = new double[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread => seconds[thread] = Pay(thread, payments));
        var cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        Console.WriteLine($"{payments:N0} payments with real signatures on each of {threads} thread(s): {payments / seconds.Average():N0} payments/s per thread");
        Console.WriteLine($"{payments * threads / cpu:N0} payments per second of processor time, contacts and start included ({cpu:F1} s)");
    }

    private static double Pay(int thread, int payments)
    {
        using var verifier = new EcdsaVerifier();
        var now = Instant64.FromUtc(2023, 1, 11, 4, 0);
        var policy = OfflinePolicy.FullyOffline with { PayeeCap = Amount.MaxValue };
        var desk = new OfflineDesk(policy, [Operator], RandomKey.FromSeed(thread), key => new EcdsaSigner(key), verifier, now);
        var (payer, payee) = (desk.Personalise(Operator, PurseForm.Phone, 1, now), desk.Personalise(Operator, PurseForm.Phone, 1, now));
        payer.TakeLoad(desk.Load(payer.Id, Amount.FromYuan(payments), now).Bytes);
        var watch = Stopwatch.StartNew();
        var inDevices = TimeSpan.Zero;
        for (var payment = 1; payment <= payments; payment++)
        {
            var start = watch.Elapsed;
            var outcome = Encounter.Run(payer, payee, Amount.FromFen(1), now, new(default, RandomKey.FromSeed(payment)));
            inDevices += watch.Elapsed - start;
            if (!outcome.IsConfirmed)
                throw new InvalidOperationException($"Payment {payment} was not confirmed: {outcome}.");
            if (payment % PaymentsPerContact == 0)
            {
                payee.EndContact(desk.Answer(payee.BeginContact(), now), now);
                payer.EndContact(desk.Answer(payer.BeginContact(), now), now);
            }
        }

        return inDevices.TotalSeconds;
    }
}
