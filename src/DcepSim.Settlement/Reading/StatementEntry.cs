using DcepSim.Ledger;
using NodaTime.HighPerformance;

namespace DcepSim.Settlement.Reading;

/// <summary>One line of an account's statement: an accepted transfer, or a hold that expired.</summary>
/// <remarks><c>default</c> is no entry. Immutable.</remarks>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Time">When it was settled, by the sequencer's clock.</param>
/// <param name="Kind">A transfer or an expired hold.</param>
/// <param name="Transfer">What was asked; of an expired hold, the transfer that was given up.</param>
/// <param name="IsDebit">Whether this account is the payer.</param>
/// <param name="Balance">This account's balance afterwards; zero for the issue account.</param>
public readonly record struct StatementEntry(long Sequence, Instant64 Time, JournalEntryKind Kind, Transfer Transfer, bool IsDebit, Amount Balance)
{
    /// <summary>The other account.</summary>
    public AccountId Counterparty => IsDebit ? Transfer.Credit : Transfer.Debit;

    /// <summary>What it changed the balance by: nothing when a hold is made, voided or expires.</summary>
    public NetAmount Change
    {
        get
        {
            if (Kind != JournalEntryKind.Transfer || (Transfer.Flags & (TransferFlags.Pending | TransferFlags.Void)) != 0)
                return default;
            return IsDebit ? default(NetAmount) - NetAmount.From(Transfer.Amount) : NetAmount.From(Transfer.Amount);
        }
    }
}
