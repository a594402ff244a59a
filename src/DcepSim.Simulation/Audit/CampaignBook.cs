using DcepSim.Campaigns;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Audit;

/// <summary>
/// The campaign's own books of one run, written from what people did and never read from the ledger: so that the two can be compared.
/// </summary>
internal sealed class CampaignBook(CampaignModel model, int winners)
{
    private readonly PacketLife[] _packets = Won(model, winners);
    private readonly long[] _takings = new long[model.MerchantCount];
    private readonly long[] _vaults = new long[model.Scenario.Operators.Length];

    /// <summary>Pool and packets.</summary>
    public CampaignTally Tally { get; private set; }

    /// <summary>Spending from top-ups.</summary>
    public Amount OwnMoney { get; private set; }

    /// <summary>Shortfalls paid outside e-CNY.</summary>
    public Amount OtherTender { get; private set; }

    /// <summary>The packets by the winner's place in the draw.</summary>
    public ReadOnlySpan<PacketLife> Packets => _packets;

    /// <summary>What each merchant took in e-CNY.</summary>
    public ReadOnlySpan<long> TakingsFen => _takings;

    /// <summary>What each operator's vault holds.</summary>
    public ReadOnlySpan<long> VaultsFen => _vaults;

    /// <summary>What the central bank issued.</summary>
    public Amount Issued { get; private set; }

    public void Issue(int operatorIndex, Amount amount)
    {
        Issued += amount;
        _vaults[operatorIndex] += amount.Fen;
    }

    public void Fund(int operatorIndex, Amount amount)
    {
        Tally = Tally.Fund(amount);
        _vaults[operatorIndex] -= amount.Fen;
    }

    public void Claim(int winner)
    {
        Tally = Tally.Claim(_packets[winner].Face);
        _packets[winner] = _packets[winner].Claim();
    }

    public void Pay(int winner, int merchant, int operatorIndex, PaymentPlan plan)
    {
        if (!plan.Packet.IsZero)
        {
            Tally = Tally.Spend(plan.Packet);
            _packets[winner] = _packets[winner].Spend(plan.Packet);
        }

        OwnMoney += plan.OwnMoney;
        OtherTender += plan.OtherTender;
        _vaults[operatorIndex] -= plan.OwnMoney.Fen;
        _takings[merchant] += plan.Packet.Fen + plan.OwnMoney.Fen;
    }

    public void Recall(int winner)
    {
        Tally = Tally.Recall(_packets[winner].Alive);
        _packets[winner] = _packets[winner].Recall();
    }

    public void ReturnUnclaimed() => Tally = Tally.ReturnUnclaimed(Amount.FromFen(Tally.Pool.Fen));

    private static PacketLife[] Won(CampaignModel model, int winners)
    {
        var packets = new PacketLife[winners];
        for (var winner = 0; winner < winners; winner++)
            packets[winner] = PacketLife.Win(model.FaceOf(winner));
        return packets;
    }
}
