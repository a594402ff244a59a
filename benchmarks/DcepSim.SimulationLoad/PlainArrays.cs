using System.Diagnostics;

namespace DcepSim.SimulationLoad;

/// <summary>
/// What a researcher writes by hand for the same workload, as with NumPy: arrays over wallets, day after day, floating point, one generator.
/// About 1.3 payments a wallet out of 200 yuan in seven days; no order within the day, no accounts, no audit, no claims.
/// </summary>
internal static class PlainArrays
{
    private const int Days = 7;
    private const int Merchants = 3_389;
    private const double Face = 200;
    private const double PaysOnADay = 0.28;
    private const double MedianBasket = 264.25;

    public static void Measure(int wallets, int rounds)
    {
        var seconds = new double[rounds];
        var payments = 0L;
        var money = 0.0;
        for (var round = -1; round < rounds; round++)
        {
            var since = Stopwatch.GetTimestamp();
            (payments, money) = Run(wallets, new Random(round + 2));
            if (round >= 0)
                seconds[round] = Stopwatch.GetElapsedTime(since).TotalSeconds;
        }

        Console.WriteLine($"plain arrays, {wallets:N0} wallets: {Spread.Of(seconds)} s on one thread, {payments:N0} payments, {money / wallets / Face:P2} redeemed; most memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
    }

    private static (long Payments, double Money) Run(int wallets, Random random)
    {
        var left = new double[wallets];
        Array.Fill(left, Face);
        var takings = new double[Merchants];
        var payments = 0L;
        for (var day = 0; day < Days; day++)
        {
            for (var wallet = 0; wallet < wallets; wallet++)
            {
                if (left[wallet] <= 0 || random.NextDouble() >= PaysOnADay)
                    continue;
                var basket = MedianBasket * Math.Exp(Normal(random));
                var paid = Math.Min(left[wallet], basket);
                left[wallet] -= paid;
                takings[random.Next(Merchants)] += paid;
                payments++;
            }
        }

        return (payments, takings.Sum());
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
