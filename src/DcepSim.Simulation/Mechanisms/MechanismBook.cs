using DcepSim.Campaigns;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>
/// The campaign's own books of one run with mechanisms, written from what people did and never read from the ledger. Packets and wallets are
/// kept with holdings and persons.
/// </summary>
internal sealed class MechanismBook(CampaignModel model, int rounds)
{
    private readonly long[] _takings = new long[model.MerchantCount];
    private readonly long[] _vaults = new long[model.Scenario.Operators.Length];
    private readonly CampaignTally[] _cohorts = new CampaignTally[rounds];
    private readonly long[] _claims = new long[rounds];
    private readonly long[] _winners = new long[rounds];

    /// <summary>Pool and packets of all rounds.</summary>
    public CampaignTally Tally { get; private set; }

    /// <summary>The packets of each round; pools have no part in it.</summary>
    public ReadOnlySpan<CampaignTally> Cohorts => _cohorts;

    public ReadOnlySpan<long> TakingsFen => _takings;

    public ReadOnlySpan<long> VaultsFen => _vaults;

    public ReadOnlySpan<long> Claims => _claims;

    public ReadOnlySpan<long> Winners => _winners;

    public Amount Issued { get; private set; }

    /// <summary>What was paid from wallets, refunds not taken off.</summary>
    public Amount OwnMoneyPaid { get; private set; }

    public Amount OwnMoneyRefunded { get; private set; }

    /// <summary>What was paid from packets, refunds not taken off.</summary>
    public Amount PacketsPaid { get; private set; }

    public Amount PacketsRefunded { get; private set; }

    public Amount Loaded { get; private set; }

    public Amount Pushed { get; private set; }

    public Amount OtherTender { get; private set; }

    public Amount Discounts { get; private set; }

    public Amount MerchantCoupons { get; private set; }

    public long Payments { get; private set; }

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

    public void Win(int round) => _winners[round]++;

    public void ClaimPackage(int round) => _claims[round]++;

    public void Claim(ref Holding holding)
    {
        holding.Life = holding.Life.Claim();
        Tally = Tally.Claim(holding.Life.Face);
        _cohorts[holding.Round] = _cohorts[holding.Round].Claim(holding.Life.Face);
    }

    public void PayFromPacket(ref Holding holding, int merchant, Amount amount)
    {
        holding.Life = holding.Life.Spend(amount);
        Tally = Tally.Spend(amount);
        _cohorts[holding.Round] = _cohorts[holding.Round].Spend(amount);
        PacketsPaid += amount;
        _takings[merchant] += amount.Fen;
    }

    public void PayFromWallet(ref Person person, int merchant, Amount amount, Amount loaded, bool isPushed)
    {
        OwnMoneyPaid += amount;
        Loaded += loaded;
        if (isPushed)
            Pushed += amount;
        person.WalletFen += loaded.Fen - amount.Fen;
        _vaults[person.Operator] -= loaded.Fen;
        _takings[merchant] += amount.Fen;
    }

    public void PayOtherwise(Amount otherTender, Amount discount, Amount coupon, bool usesPacket)
    {
        OtherTender += otherTender;
        Discounts += discount;
        MerchantCoupons += coupon;
        Payments += usesPacket ? 1 : 0;
    }

    public void Restore(ref Holding holding, int merchant, Amount amount)
    {
        holding.Life = holding.Life.Restore(amount);
        Tally = Tally.Restore(amount);
        _cohorts[holding.Round] = _cohorts[holding.Round].Restore(amount);
        TakeBack(merchant, amount);
    }

    public void RefundToFunder(ref Holding holding, int merchant, Amount amount)
    {
        holding.Life = holding.Life.RefundToFunder(amount);
        Tally = Tally.RefundToFunder(amount);
        _cohorts[holding.Round] = _cohorts[holding.Round].RefundToFunder(amount);
        TakeBack(merchant, amount);
    }

    public void RefundToWallet(ref Person person, int merchant, Amount amount)
    {
        OwnMoneyRefunded += amount;
        person.WalletFen += amount.Fen;
        _takings[merchant] -= amount.Fen;
    }

    public void Recall(ref Holding holding, bool rollsOver)
    {
        var left = holding.Life.Alive;
        holding.Life = holding.Life.Recall();
        Tally = rollsOver ? Tally.RollOver(left) : Tally.Recall(left);
        _cohorts[holding.Round] = rollsOver ? _cohorts[holding.Round].RollOver(left) : _cohorts[holding.Round].Recall(left);
    }

    public void ReturnUnclaimed() => Tally = Tally.ReturnUnclaimed(Amount.FromFen(Tally.Pool.Fen));

    private void TakeBack(int merchant, Amount amount)
    {
        PacketsRefunded += amount;
        _takings[merchant] -= amount.Fen;
    }
}
