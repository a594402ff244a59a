namespace DcepSim.Testing.Journal;

/// <summary>A journal store does not keep the contract.</summary>
public sealed class JournalStoreFaultException(string message) : Exception(message);
