namespace DcepSim.Offline;

/// <summary>The tokens of a world, linked three ways: all of a payer, those a payer has not had decided, those a payee has not shown.</summary>
internal sealed class TokenList
{
    public const int None = -1;

    private const int PageBits = 16;
    private const int PageSize = 1 << PageBits;

    private readonly List<Link[]> pages;

    public TokenList(int expected) => pages = new((expected >> PageBits) + 1);

    public int Count { get; private set; }

    public ref Link this[int index] => ref pages[index >> PageBits][index & (PageSize - 1)];

    public int Add(in Link token)
    {
        if (Count >> PageBits == pages.Count)
            pages.Add(new Link[PageSize]);
        this[Count] = token;
        return Count++;
    }

    public struct Link
    {
        public int Payer;
        public int Payee;
        public uint Counter;
        public uint Offer;
        public int Fen;
        public int Chain;
        public int NextSent;
        public int NextReceived;
        public ushort Serial;
        public bool IsTaken;
        public bool IsConfirmed;

        public readonly TokenRecord ToRecord() => new(new(Payer), new(Payee), Counter, Offer, Amount.FromFen(Fen), Serial);
    }
}
