using DcepSim.Settlement.Reading;

namespace DcepSim.UnitTests.Settlement;

public sealed class ReadLanesTests
{
    private const int Readings = 12;

    [Fact]
    public void Of_several_faults_the_first_in_number_is_told_though_others_came_before_it()
    {
        using var lanes = new ReadLanes();
        using var others = new CountdownEvent(Readings - 1);
        var told = Assert.Throws<IOException>(() => lanes.Run(Readings, place =>
        {
            if (place > 0)
                others.Signal();
            else
                Assert.True(others.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "Nobody took the others.");
            throw new IOException($"{place}");
        }));
        Assert.Equal("0", told.Message);
    }
}
