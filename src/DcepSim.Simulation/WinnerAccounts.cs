namespace DcepSim.Simulation;

/// <summary>The accounts of one winner. <c>default</c> stands before the claim: no account is open.</summary>
/// <param name="Wallet">Their own wallet.</param>
/// <param name="Packet">Their packet.</param>
/// <param name="Operator">The operator that keeps both, by place in the scenario's list.</param>
internal readonly record struct WinnerAccounts(AccountId Wallet, AccountId Packet, byte Operator);
