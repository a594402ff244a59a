using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>What the book keeps of one purse.</summary>
internal struct PurseAccount
{
    public NetAmount Balance;
    public NetAmount Correction;
    public Amount PaidOut;
    public Amount Forfeited;
    public Instant64 CertificateUntil;
    public Instant64 DetectedAt;
    public uint CounterMax;
    public uint Tokens;
    public uint OffersDecided;
    public int Chain;
    public int Loads;
    public OperatorId Operator;
    public bool IsDetected;
    public bool IsLost;
    public bool IsRecovered;
}
