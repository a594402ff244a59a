using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalStoreContractTests
{
    public static TheoryData<string> Cases => [.. JournalStoreContract.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_store_on_a_disk_keeps_the_contract(string name)
    {
        foreach (var isDirect in new[] { true, false })
        {
            using var place = new TemporaryFolder();
            JournalStoreContract.Cases[name](new FileJournalStore(place.Path, isDirect));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_store_in_memory_keeps_the_contract(string name)
    {
        JournalStoreContract.Cases[name](new MemoryJournalStore());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_simulated_disk_keeps_the_contract(string name)
    {
        JournalStoreContract.Cases[name](new SimulatedDisk(RandomKey.FromSeed(1)));
        JournalStoreContract.Cases[name](new SimulatedDisk(RandomKey.FromSeed(1)) { Faults = new(ShortReadRate: 500_000) });
    }
}
