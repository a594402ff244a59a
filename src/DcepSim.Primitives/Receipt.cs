using System.Runtime.InteropServices;
using NodaTime.HighPerformance;

namespace DcepSim;

/// <summary>
/// What the ledger answers to a transfer.
/// </summary>
/// <remarks><c>default</c> is no answer yet. The first answer to a key is given again to every repeat, refusals included.</remarks>
/// <param name="Sequence">The place of the transfer in the journal, 1 and up; 0 when the request never reached it.</param>
/// <param name="Time">The time the sequencer gave it.</param>
/// <param name="Status">Accepted, or the first reason why not.</param>
/// <param name="DebitBalance">The debit account's balance after the transfer; zero for the issue account, which has no positive balance, and
/// for a refused transfer.</param>
/// <param name="CreditBalance">The credit account's balance after the transfer; zero where <paramref name="DebitBalance"/> is.</param>
/// <param name="DifferingField">With <see cref="SettlementStatus.KeyReused"/>: the first field that differs from the first request.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Receipt(
    long Sequence,
    Instant64 Time,
    SettlementStatus Status,
    Amount DebitBalance,
    Amount CreditBalance,
    TransferField DifferingField = TransferField.None)
{
    /// <summary>Whether the transfer was applied.</summary>
    public bool IsAccepted => Status == SettlementStatus.Accepted;
}
