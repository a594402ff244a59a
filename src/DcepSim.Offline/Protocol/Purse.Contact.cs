using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class Purse
{
    private long contacts;
    private bool contactOpen;

    /// <summary>Takes value that its operator loads from the online wallet.</summary>
    /// <remarks>Loads are numbered: the next one is taken, an earlier one again has no effect (<see cref="OfflineRefusal.None"/>), a later
    /// one is refused until the missing one has come.</remarks>
    public OfflineRefusal TakeLoad(ReadOnlySpan<byte> load)
    {
        var refusal = SignedMessage.Read(load, out var message);
        if (refusal != OfflineRefusal.None)
            return refusal;
        var content = message!.Content;
        if (content.Kind != MessageKind.Load)
            return OfflineRefusal.MessageKind;
        if (!trust.IsSignedByOperator(message))
            return OfflineRefusal.MessageSignature;
        if (content.Payee != Id || content.Operator != Certificate.Operator)
            return OfflineRefusal.WrongAddressee;
        if (content.Counter <= state.Loads)
            return OfflineRefusal.None;
        if (content.Counter > state.Loads + 1)
            return OfflineRefusal.NothingAwaited;
        state.Own += content.Amount;
        state.Loads++;
        return OfflineRefusal.None;
    }

    /// <summary>Signs a deposit: value that goes back into the online wallet at the next contact. It leaves the purse now.</summary>
    /// <param name="amount">What to deposit; above zero.</param>
    /// <param name="now">The device's time.</param>
    public OfflineRefusal Deposit(Amount amount, Instant64 now)
    {
        if (contactOpen)
            return OfflineRefusal.PurseInContact;
        if (amount.IsZero)
            return OfflineRefusal.AmountZero;
        if (amount > state.Balance)
            return OfflineRefusal.InsufficientFunds;
        PurseRules.Deposit(ref state, amount);
        sent.Add(new(
            Sign(new(
                MessageKind.Deposit, 0, Certificate.Operator, Id, PurseId.None, state.Counter, 0, amount, TimeOf(now, now), Certificate.Serial)),
            Confirmation: null));
        return OfflineRefusal.None;
    }

    /// <summary>
    /// Begins a contact: closes an open offer, and hands out the whole log. Until the contact ends or is abandoned the purse neither pays nor
    /// receives, so the answer fits the purse it finds.
    /// </summary>
    /// <remarks>Beginning again gives a new number; an answer to an earlier number is refused. O(log).</remarks>
    public ContactReport BeginContact()
    {
        open = default;
        contactOpen = true;
        contacts++;
        return new(Id, contacts, state.Offers, state.Loads, [.. sent], [.. received]);
    }

    /// <summary>Gives a contact up: the answer did not come. Nothing has changed; the next contact reports everything again.</summary>
    public void AbandonContact() => contactOpen = false;

    /// <summary>Ends a contact with the operator's answer: decided tokens leave the log, returned ones put their value back, corrections are
    /// carried out, limits start again, and the newest revocation list and certificate are taken.</summary>
    /// <param name="answer">The answer to the contact that is open.</param>
    /// <param name="now">The operator's time.</param>
    /// <returns><see cref="OfflineRefusal.None"/>, or why the answer was not taken; the contact stays as it was then.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is null.</exception>
    public OfflineRefusal EndContact(ContactAnswer answer, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Purse != Id)
            return OfflineRefusal.WrongAddressee;
        if (!contactOpen || answer.Number != contacts || answer.Outcomes.Count != sent.Count)
            return OfflineRefusal.NothingAwaited;
        var refusal = trust.TakeRevocations(answer.Revocations.Bytes);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (answer.Certificate is { } renewed)
        {
            refusal = trust.ReadPurse(renewed.Bytes, now, out _);
            if (refusal != OfflineRefusal.None)
                return refusal;
            if (renewed.Purse != Id || renewed.Key != Certificate.Key || renewed.Serial < Certificate.Serial)
                return OfflineRefusal.CertificateForeign;
        }

        Conclude(answer, now);
        return OfflineRefusal.None;
    }

    /// <summary>The secure element's state as sealed bytes: what a device would keep in its flash memory.</summary>
    public byte[] SaveCounters()
    {
        signed++;
        return CounterFile.Write(state, contacts, identity);
    }

    /// <summary>Reads back what <see cref="SaveCounters"/> gave. The element knows its own counters: an older file is refused, so nobody sets
    /// the purse back.</summary>
    /// <returns><see cref="OfflineRefusal.None"/> when the file is this purse's present state; otherwise why it was refused. Never throws for
    /// bad bytes.</returns>
    public OfflineRefusal RestoreCounters(ReadOnlySpan<byte> file)
    {
        var refusal = CounterFile.Read(file, identity, trust, out var read, out var number);
        if (refusal != OfflineRefusal.None)
            return refusal;
        var isPresent = read == state && number == contacts;
        return isPresent ? OfflineRefusal.None : OfflineRefusal.CounterFileOlder;
    }

    private void Conclude(ContactAnswer answer, Instant64 now)
    {
        var kept = 0;
        for (var i = 0; i < sent.Count; i++)
        {
            var outcome = answer.Outcomes[i];
            if (outcome == TokenOutcome.Returned)
                state.Own += sent[i].Message.Content.Amount;
            if (outcome is TokenOutcome.UnderWay or TokenOutcome.Unknown) // though a confirmation may have come since the report
                sent[kept++] = sent[i];
        }

        sent.RemoveRange(kept, sent.Count - kept);
        received.Clear();
        PurseRules.Correct(ref state, answer.Correction);
        PurseRules.Renew(ref state, now);
        if (answer.Certificate is { } renewed)
            identity = identity with { Certificate = renewed };
        contactOpen = false;
    }
}
