using System.Runtime.InteropServices;

namespace DcepSim;

/// <summary>
/// A request to move an amount from one account (debit) to another (credit). Fixed size, unmanaged: it is queued, journaled and applied
/// as it is.
/// </summary>
/// <remarks><c>default</c> is refused by the ledger (<see cref="SettlementStatus.KeyMissing"/>). The time of a transfer is not part of the
/// request: the sequencer gives it.</remarks>
/// <param name="Key">The requester's name for this request; asking again with the same key is harmless.</param>
/// <param name="Debit">The account that pays.</param>
/// <param name="Credit">The account that receives.</param>
/// <param name="Amount">How much, at least one fen.</param>
/// <param name="Kind">What kind of transfer it is; posting rules depend on it.</param>
/// <param name="Flags">How it stands to its neighbours in the batch, and to holds.</param>
/// <param name="Hold">With <see cref="TransferFlags.Pending"/> how long the hold lasts; with <see cref="TransferFlags.Post"/> and
/// <see cref="TransferFlags.Void"/> which hold is ended; else <c>default</c>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Transfer(
    IdempotencyKey Key,
    AccountId Debit,
    AccountId Credit,
    Amount Amount,
    TransferKind Kind,
    TransferFlags Flags = TransferFlags.None,
    HoldTerm Hold = default);
