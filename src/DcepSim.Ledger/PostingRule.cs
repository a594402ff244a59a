using System.Collections.Immutable;

namespace DcepSim.Ledger;

/// <summary>One line of the constitution: which kinds of account a kind of transfer may debit and credit.</summary>
/// <param name="Kind">The kind of transfer.</param>
/// <param name="Debits">The kinds of account that may pay.</param>
/// <param name="Credits">The kinds of account that may receive.</param>
/// <param name="IsPayment">Whether it counts towards the payer's limits per payment, day and year.</param>
/// <param name="CanBeHeld">Whether it may be made as a hold first. Packets are spent at once: a hold could outlive their window.</param>
public sealed record PostingRule(
    TransferKind Kind,
    ImmutableArray<AccountKind> Debits,
    ImmutableArray<AccountKind> Credits,
    bool IsPayment = false,
    bool CanBeHeld = false);
