namespace DcepSim.Logs;

/// <summary>A payment, or a claim, on its way to the database.</summary>
internal struct LogRow
{
    public long UnixMilliseconds;
    public long Sequence;
    public long PacketFen;
    public long OwnMoneyFen;
    public long OtherTenderFen;
    public long PacketLeftFen;
    public int Run;
    public int Entrant;
    public int Operator;
    public int Merchant;
}
