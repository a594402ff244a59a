using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>How often and how much each holder has used packets, at each merchant and in all, round by round. A refund gives no use back
/// (assumed).</summary>
internal sealed class UseCounts(UseLimitScenario limits)
{
    private const int Everywhere = -1;

    private readonly bool _countsMerchants = limits.PaymentsPerMerchant > 0 || !limits.YuanPerMerchant.IsZero;
    private readonly Dictionary<(int Person, int Round, int Merchant), (int Payments, long Fen)> _uses = [];

    /// <summary>What a holder may still spend at a merchant from the packets of a round; zero when a limit is reached.</summary>
    public Amount Left(int person, int round, int merchant)
    {
        if (limits.PaymentsPerRound > 0 && Of(person, round, Everywhere).Payments >= limits.PaymentsPerRound)
            return Amount.Zero;
        if (!_countsMerchants)
            return Amount.MaxValue;
        var (payments, fen) = Of(person, round, merchant);
        if (limits.PaymentsPerMerchant > 0 && payments >= limits.PaymentsPerMerchant)
            return Amount.Zero;
        return limits.YuanPerMerchant.IsZero ? Amount.MaxValue : Amount.FromFen(Math.Max(0, limits.YuanPerMerchant.Fen - fen));
    }

    /// <summary>Counts what one purchase took from one packet: however many of a round pay together, it is one payment.</summary>
    public void Count(int person, int round, int merchant, Amount amount, bool isFirstOfRound)
    {
        var payments = isFirstOfRound ? 1 : 0;
        if (limits.PaymentsPerRound > 0)
            Add((person, round, Everywhere), payments, amount);
        if (_countsMerchants)
            Add((person, round, merchant), payments, amount);
    }

    private (int Payments, long Fen) Of(int person, int round, int merchant) => _uses.GetValueOrDefault((person, round, merchant));

    private void Add((int Person, int Round, int Merchant) place, int payments, Amount amount)
    {
        var before = _uses.GetValueOrDefault(place);
        _uses[place] = (before.Payments + payments, before.Fen + amount.Fen);
    }
}
