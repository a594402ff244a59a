using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class OfflineWorld
{
    private readonly Queue<int> stolen = [];
    private int revocationsNoted;
    private int backlog;

    /// <summary>
    /// Ends the world: everybody honest, and every colluding merchant, comes online, payers of what was under way a second time; then the time
    /// for late tokens passes, shortfalls are charged, and holders of lost purses get back what the policy gives them.
    /// </summary>
    /// <remarks>O(purses + payments). The world is over afterwards.</remarks>
    /// <exception cref="InvalidOperationException">Rounds are still to come.</exception>
    public WorldOutcome Finish()
    {
        if (RoundsDone < terms.Rounds)
            throw new InvalidOperationException($"{terms.Rounds - RoundsDone} rounds are still to come.");
        var end = roundStart;
        var after = default(WorldRound);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var purse = 1; purse <= terms.Purses; purse++)
            {
                var hasMore = pass == 0 || members[purse].Sent != TokenList.None;
                if (hasMore && members[purse].Condition is not (Condition.Broken or Condition.Stolen or Condition.Dead or Condition.WithoutPurse))
                    Contact(purse, end, ref after, fill: false);
            }
        }

        var late = end + policy.CertificateLife + policy.LateMax;
        book.SettleLate(late);
        book.DetectOverspends(late);
        book.ChargeShortfalls();
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            if (members[purse].Condition == Condition.Dead)
                book.RecoverLost(new(purse), late);
        }

        return new(
            [.. rounds], [.. refusals], book.TakeStatement(), CountAccountBreaks(), members.Count(member => member.Condition == Condition.Broken), CountReached(), [.. detectionRounds], [.. RoundsUndetected()], tally, Digest());
    }

    private void SettleContacts(ref WorldRound round)
    {
        var end = roundStart + terms.RoundLength;
        while (stolen.TryPeek(out var purse) && RoundsDone >= members[purse].StolenRound + terms.ReportAfterRounds)
        {
            stolen.Dequeue();
            members[purse].Condition = Condition.Dead;
            book.ReportLost(new(purse));
        }

        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            if (wishes[purse].IsContact && members[purse].Condition is not (Condition.Stolen or Condition.Dead))
                Contact(purse, end, ref round, fill: true);
        }
    }

    private void Contact(int purse, Instant64 now, ref WorldRound round, bool fill)
    {
        round.Contacts++;
        ref var member = ref members[purse];
        var shown = ShowReceived(purse, now) + ShowSent(purse, now);
        if (IsMerchant(purse))
            shown += DepositAll(purse, now, ref round);
        book.DecideOffers(new(purse), (uint)states[purse].Offers);
        PurseRules.Correct(ref states[purse], book.CorrectionOf(new(purse)));
        PurseRules.Renew(ref states[purse], now);
        round.Shown += shown;
        tally += new SignatureTally(1, shown + 1);
        NoteRevocations(ref round);
        member.RevocationsSeen = book.Revoked.Count;
        if (!book.IsRevoked(new(purse)))
            RenewCertificate(purse, now);
        if (fill && !IsMerchant(purse))
            Fill(purse);
    }

    private int ShowReceived(int purse, Instant64 now)
    {
        ref var member = ref members[purse];
        var shown = 0;
        for (var index = member.Received; index != TokenList.None; index = tokens[index].NextReceived)
        {
            book.UploadReceived(tokens[index].ToRecord(), now);
            shown++;
        }

        member.Received = TokenList.None;
        member.LogCount -= shown;
        backlog -= shown;
        return shown;
    }

    private int ShowSent(int purse, Instant64 now)
    {
        ref var member = ref members[purse];
        var shown = 0;
        var kept = TokenList.None;
        for (var index = member.Sent; index != TokenList.None;)
        {
            ref var token = ref tokens[index];
            var next = token.NextSent;
            var outcome = TokenOutcome.Delivered;
            if (token.IsConfirmed)
                book.UploadReceived(token.ToRecord(), now); // the payee's confirmation is as good as the payee
            else
                book.UploadSent(token.ToRecord(), now, out outcome);
            shown++;
            if (outcome == TokenOutcome.Returned)
                states[purse].Own += Amount.FromFen(token.Fen);
            if (outcome == TokenOutcome.UnderWay)
            {
                token.NextSent = kept;
                kept = index;
            }
            else
            {
                member.LogCount--;
            }

            index = next;
        }

        member.Sent = kept;
        return shown;
    }

    /// <summary>A merchant puts what the book finds covered back into its online wallet, in one deposit.</summary>
    private int DepositAll(int purse, Instant64 now, ref WorldRound round)
    {
        PurseRules.Correct(ref states[purse], book.CorrectionOf(new(purse)));
        var amount = states[purse].Balance;
        if (amount.IsZero)
            return 0;
        PurseRules.Deposit(ref states[purse], amount);
        var refusal = book.UploadSent(new(new(purse), PurseId.None, (uint)states[purse].Counter, 0, amount, members[purse].Serial), now);
        if (refusal == OfflineRefusal.None)
            round.Deposited += amount;
        else
            states[purse].Own += amount;
        return 1;
    }

    private void NoteRevocations(ref WorldRound round)
    {
        for (; revocationsNoted < book.Revoked.Count; revocationsNoted++)
        {
            var purse = book.Revoked[revocationsNoted].Value;
            ref var member = ref members[purse];
            member.RevokedAs = revocationsNoted + 1;
            if (member.Condition != Condition.Broken)
                continue;
            round.Detected++;
            if (RoundsDone >= terms.Rounds)
                continue;
            member.IsFoundInTime = true;
            detectionRounds.Add(RoundsDone + 1 - member.FirstBroken);
        }
    }

    private void RenewCertificate(int purse, Instant64 now)
    {
        ref var member = ref members[purse];
        if (member.CertificateUntil - now > renewalMargin || member.Serial == OfflineMessage.SerialMax)
            return;
        member.CertificateUntil = now + policy.CertificateLife;
        member.Serial++;
        book.NoteCertificate(new(purse), member.CertificateUntil);
        tally += new SignatureTally(1, 0);
    }

    private int CountAccountBreaks()
    {
        var breaks = 0;
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            if (members[purse].Condition is Condition.Honest or Condition.Jammed
                && book.BalanceOf(new(purse)) - NetAmount.From(states[purse].Balance) != book.CorrectionOf(new(purse)) - states[purse].Corrected)
                breaks++;
        }

        return breaks;
    }

    private IEnumerable<int> RoundsUndetected()
    {
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            var member = members[purse];
            if (member.Condition == Condition.Broken && member.FirstBroken > 0 && !member.IsFoundInTime)
                yield return terms.Rounds + 1 - member.FirstBroken;
        }
    }

    private long CountReached()
    {
        long reached = 0;
        var payees = new HashSet<int>();
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            if (members[purse].Condition != Condition.Broken)
                continue;
            payees.Clear();
            for (var index = members[purse].Chain; index != TokenList.None; index = tokens[index].Chain)
            {
                if (tokens[index].IsTaken)
                    payees.Add(tokens[index].Payee);
            }

            reached += payees.Count;
        }

        return reached;
    }

    private string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[8 * sizeof(long)];
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            ref var state = ref states[purse];
            Write(line, [state.Own.Fen, state.Received.Fen, state.Spent.Fen, state.Counter, state.Offers, state.Loads, state.Corrected.Fen, book.BalanceOf(new(purse)).Fen]);
            hash.AppendData(line);
        }

        foreach (var round in rounds)
        {
            Write(line, [round.Wanted, round.Paid, round.PaidValue.Fen, round.BrokenValue.Fen, round.Contacts, round.Shown, round.Deposited.Fen, round.Detected]);
            hash.AppendData(line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(Span<byte> line, ReadOnlySpan<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(line[(i * sizeof(long))..], numbers[i]);
    }
}
