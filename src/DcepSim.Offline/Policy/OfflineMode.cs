namespace DcepSim.Offline;

/// <summary>How offline a payment is, in the terms of the BIS handbook (Project Polaris, part 1, May 2023), and one mode of the e-CNY.</summary>
public enum OfflineMode : byte
{
    /// <summary>Payer and payee need no ledger at all; what is received can be spent on, without a limit of hands or time.</summary>
    FullyOffline = 0,

    /// <summary>As fully offline, but devices must go online from time to time to renew their risk parameters.</summary>
    IntermittentlyOffline = 1,

    /// <summary>Value moves offline, but the payee cannot spend it before it was settled online.</summary>
    StagedOffline = 2,

    /// <summary>Only the payer is offline; the payee's terminal asks the book at once (无网无电, as read from the reports of January 2023).</summary>
    PayerOffline = 3,
}
