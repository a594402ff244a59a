using NodaTime;

namespace DcepSim.Campaigns;

/// <summary>
/// The period in which e-CNY was designed as modelled here: cash in digital form (M0), without interest, a liability of the central bank.
/// </summary>
/// <remarks>Everything in this library follows that design: posting rules, issuance, what a trial balance means. From 1 January 2026 another
/// one is in force, so later dates are refused rather than simulated wrongly.</remarks>
public static class DesignPeriod
{
    /// <summary>The first instant after the period: 1 January 2026, 00:00 in Asia/Shanghai.</summary>
    public static Instant End { get; } = ShanghaiTime.At(2026, 1, 1);

    /// <summary>Why later dates are refused, with the source.</summary>
    public static string Reason =>
        "From 1 January 2026 e-CNY follows another design: banks pay interest on real-name wallet balances, and e-CNY in wallets becomes a " +
        "liability of the bank, with reserve requirement and deposit insurance (Caixin, reported at https://www.coinlive.com/news-flash/983099). " +
        "This library models the design before that.";

    /// <summary>Whether an instant lies in the period.</summary>
    public static bool Contains(Instant instant) => instant < End;
}
