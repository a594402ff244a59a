using System.Runtime.InteropServices;
using DcepSim.Campaigns;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Everybody who has won and everything they hold, in the order in which it was won.</summary>
internal sealed class HoldingList
{
    private readonly List<Person> _persons = [];
    private readonly List<Holding> _holdings = [];
    private readonly Dictionary<int, int> _personOf = [];

    public Span<Person> Persons => CollectionsMarshal.AsSpan(_persons);

    public Span<Holding> Holdings => CollectionsMarshal.AsSpan(_holdings);

    /// <summary>The number of an applicant among those who have won; they are added when they are new.</summary>
    public int PersonOf(int entrant, Func<Person> make, out bool isNew)
    {
        isNew = _personOf.TryAdd(entrant, _persons.Count);
        if (isNew)
            _persons.Add(make());
        return _personOf[entrant];
    }

    /// <summary>Adds a packet that was won; a face of zero is a right without money.</summary>
    public int Add(int person, int row, int round, Amount face, bool isFirst)
    {
        var holding = _holdings.Count;
        _holdings.Add(new Holding
        {
            Person = person,
            Row = row,
            Round = round,
            Earlier = Persons[person].LatestHolding,
            Life = face.IsZero ? default : PacketLife.Win(face),
            IsFirst = isFirst,
        });
        Persons[person].LatestHolding = holding;
        return holding;
    }
}
