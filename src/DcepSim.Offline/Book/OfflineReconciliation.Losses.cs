using System.Collections.Immutable;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class OfflineReconciliation
{
    /// <summary>Notes until when a purse's newest certificate is valid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public void NoteCertificate(PurseId purse, Instant64 until)
    {
        ref var account = ref AccountOf(purse);
        account.CertificateUntil = Instant64.Max(account.CertificateUntil, until);
    }

    /// <summary>A holder reports a purse lost or stolen: it is revoked from now on. A second report has no effect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public void ReportLost(PurseId purse)
    {
        ref var account = ref AccountOf(purse);
        if (!account.IsDetected && !account.IsLost)
            revoked.Add(purse);
        account.IsLost = true;
    }

    /// <summary>Pays out, by policy, what the book finds in a lost purse whose certificate has ended and for which the time for late tokens is
    /// over. What is shown later anyway makes a shortfall.</summary>
    /// <returns>What goes to the holder's online wallet; zero when nothing is due.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public Amount RecoverLost(PurseId purse, Instant64 now)
    {
        ref var account = ref AccountOf(purse);
        if (policy.Recovery == LossRecovery.Nothing || !account.IsLost || account.IsDetected || now - policy.LateMax < account.CertificateUntil || account.Balance.Fen <= 0)
            return Amount.Zero;
        var due = Amount.FromFen(account.Balance.Fen);
        account.Balance = NetAmount.Zero;
        account.IsRecovered = true;
        deposited += due;
        movements?.Deposit(purse, due);
        return due;
    }

    /// <summary>
    /// Finds purses that have paid more than they ever had. Before the time for late tokens is over an account may honestly be below zero, so
    /// the caller says who is due: all purses whose certificate ended <see cref="OfflinePolicy.LateMax"/> ago. O(purses).
    /// </summary>
    /// <returns>How many were found now.</returns>
    public int DetectOverspends(Instant64 now)
    {
        var found = 0;
        for (var purse = 1; purse <= PurseCount; purse++)
        {
            ref var account = ref accounts[purse];
            if (UncoveredOf(account).IsZero || account.IsDetected || now - policy.LateMax < account.CertificateUntil)
                continue;
            Detect(new(purse), now);
            found++;
        }

        return found;
    }

    /// <summary>Charges the shortfalls of revoked purses to the loss account of the policy (the operator's, if the payee is to bear losses: no
    /// single token can be blamed). O(purses).</summary>
    /// <returns>What was charged.</returns>
    public Amount ChargeShortfalls()
    {
        var total = Amount.Zero;
        for (var purse = 1; purse <= PurseCount; purse++)
        {
            ref var account = ref accounts[purse];
            var shortfall = ShortfallOf(account);
            if (shortfall.IsZero || !(account.IsDetected || account.IsLost))
                continue;
            account.Balance += NetAmount.From(shortfall);
            compensated += shortfall;
            Bear(account.Operator, shortfall);
            total += shortfall;
        }

        return total;
    }

    /// <summary>What has been charged to an operator's loss account.</summary>
    public Amount LossOf(OperatorId @operator) => @operator == OperatorId.CentralBank ? lossOfCentralBank : lossOfOperators[@operator.Value];

    /// <summary>Draws up the book: all sums afresh, all breaks. O(purses + tokens).</summary>
    public OfflineStatement TakeStatement()
    {
        var list = ImmutableArray.CreateBuilder<OfflineBreak>();
        list.AddRange(breaks);
        var inPurses = NetAmount.Zero;
        var shortfall = Amount.Zero;
        var owed = Amount.Zero;
        long missing = 0;
        for (var purse = 1; purse <= PurseCount; purse++)
        {
            ref var account = ref accounts[purse];
            inPurses += account.Balance;
            if (account.Balance.Fen < 0)
            {
                var beyond = ShortfallOf(account);
                owed += Amount.FromFen(-account.Balance.Fen - UncoveredOf(account).Fen);
                shortfall += beyond;
                if (!beyond.IsZero)
                    list.Add(new(OfflineBreakKind.Overspend, new(purse), PurseId.None, 0, beyond, default));
            }

            if (account.CounterMax > account.Tokens)
            {
                missing += account.CounterMax - account.Tokens;
                list.Add(new(OfflineBreakKind.CounterGap, new(purse), PurseId.None, account.CounterMax, Amount.Zero, default));
            }
        }

        var (way, forfeited) = SumTokens();
        return new(
            loaded, compensated, deposited, inPurses, way, forfeited, shortfall, owed, lossOfPayees, SumOperators(), lossOfCentralBank, tokens.Count, repeats, missing, list.ToImmutable());
    }

    /// <summary>What a purse paid and never had. A payee that spent a duplicate before it was refused owes it and is no forger; a broken purse
    /// owes everything.</summary>
    private static Amount UncoveredOf(in PurseAccount account)
    {
        var owed = account.IsDetected ? 0 : Math.Max(0, -account.Correction.Fen);
        return Amount.FromFen(Math.Max(0, -account.Balance.Fen - owed));
    }

    /// <summary>What of that somebody has: what was forfeited was given to nobody, so nobody need make it good.</summary>
    private static Amount ShortfallOf(in PurseAccount account) => Amount.FromFen(Math.Max(0, UncoveredOf(account).Fen - account.Forfeited.Fen));

    private (Amount UnderWay, Amount Forfeited) SumTokens()
    {
        var way = Amount.Zero;
        var forfeited = Amount.Zero;
        for (var index = 0; index < tokens.Count; index++)
        {
            ref var entry = ref tokens[index];
            if (entry.State == TokenStore.EntryState.UnderWay)
                way += entry.Amount;
            else if (entry.State == TokenStore.EntryState.Forfeited)
                forfeited += entry.Amount;
        }

        return (way, forfeited);
    }

    private Amount SumOperators() => lossOfOperators.Aggregate(Amount.Zero, (sum, loss) => sum + loss);

    private void Detect(PurseId purse, Instant64 now)
    {
        ref var account = ref AccountOf(purse);
        if (account.IsDetected)
            return;
        account.IsDetected = true;
        account.DetectedAt = now;
        if (!account.IsLost)
            revoked.Add(purse);
    }

    private void Bear(OperatorId @operator, Amount loss)
    {
        var bearer = policy.LossBearer == LossBearer.CentralBank ? OperatorId.CentralBank : @operator;
        if (bearer == OperatorId.CentralBank)
            lossOfCentralBank += loss;
        else
            lossOfOperators[bearer.Value] += loss;
        movements?.WriteOff(bearer, loss);
    }
}
