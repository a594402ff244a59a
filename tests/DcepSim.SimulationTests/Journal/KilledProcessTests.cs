using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

public class KilledProcessTests
{
    private const int Rounds = 4;

    [Fact]
    public void A_process_killed_at_work_has_lost_and_doubled_nothing_it_answered_for()
    {
        var place = Directory.CreateTempSubdirectory("dcepsim-killed-").FullName;
        try
        {
            var last = 0L;
            for (var round = 0; round < TestScale.Of(Rounds); round++)
            {
                using var victim = VictimProcess.Start(place);
                var answered = victim.KillAfter(5 + round * 7 % 40);
                Assert.True(answered > last, $"round {round}: answered for {answered}, {last} before");
                last = Recover(place);
                Assert.True(last >= answered, $"round {round}: recovered through {last}, answered for {answered}");
            }
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static long Recover(string place)
    {
        using var folder = JournalFolder.Open(new FileJournalStore(place), VictimProcess.Options);
        var last = 0L;
        folder.Recover(1, (first, records) =>
        {
            Assert.Equal(last + 1, first);
            for (; records.Length > 0; records = records[64..])
                Assert.True(JournalRecords.Matches(++last, 0, records[..64]));
        });
        return last;
    }
}
