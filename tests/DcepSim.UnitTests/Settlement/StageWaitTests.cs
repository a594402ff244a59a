using System.Threading.Channels;
using DcepSim.Settlement;

namespace DcepSim.UnitTests.Settlement;

public class StageWaitTests
{
    private const int Few = 1;
    private const int Many = 4_096;

    [Theory]
    [InlineData(Few)]
    [InlineData(Many)]
    public async Task A_stage_reads_what_comes_one_by_one_and_learns_of_the_end(int passedTogether)
    {
        const int Passed = 20_000;
        var (there, back) = (Channel.CreateBounded<int>(1), Channel.CreateBounded<int>(1));
        var stage = Task.Factory.StartNew(() => PassOn(there.Reader, back.Writer, passedTogether), TaskCreationOptions.LongRunning);

        for (var i = 0; i < Passed; i++)
        {
            await there.Writer.WriteAsync(i, TestContext.Current.CancellationToken);
            Assert.Equal(i, await back.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        there.Writer.Complete();
        Assert.Equal(Passed, await stage);
    }

    [Fact]
    public void What_is_never_read_in_time_is_waited_for_asleep_more_and_more_often()
    {
        var reader = new CountedReader(Channel.CreateBounded<int>(1).Reader);
        using var wait = new StageWait();
        wait.NotePassed(Few);
        var looks = new List<int>();
        for (var waits = 0; waits < 200; waits++)
        {
            reader.Looks = 0;
            Assert.True(wait.ToRead(reader));
            looks.Add(reader.Looks);
        }

        var awake = looks.Select((count, at) => (count, at)).Where(look => look.count > 0).Select(look => look.at);
        Assert.Equal([0, 2, 6, 14, 30, 62, 126, 190], awake);
    }

    private static int PassOn(ChannelReader<int> from, ChannelWriter<int> to, int together)
    {
        using var wait = new StageWait();
        var read = 0;
        while (wait.ToRead(from))
        {
            Assert.True(from.TryRead(out var one));
            wait.NotePassed(together);
            Assert.True(to.TryWrite(one));
            read++;
        }

        return read;
    }

    /// <summary>There is never anything to see, and always something to read for whoever waits.</summary>
    private sealed class CountedReader(ChannelReader<int> inner) : ChannelReader<int>
    {
        public int Looks { get; set; }

        public override bool TryPeek(out int item)
        {
            Looks++;
            return inner.TryPeek(out item);
        }

        public override bool TryRead(out int item) => inner.TryRead(out item);

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => new(true);
    }
}
