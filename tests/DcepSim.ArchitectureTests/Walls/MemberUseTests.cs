using System.Reflection;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>The instrument of the walls is tested on code that is known to climb over.</summary>
public class MemberUseTests
{
    [Theory]
    [InlineData(nameof(Climbers.LocksByStatement), "T:System.Threading.Monitor|T:System.Threading.Lock")]
    [InlineData(nameof(Climbers.ReadsTheClock), "P:System.DateTime.UtcNow")]
    [InlineData(nameof(Climbers.StartsAThread), "M:System.Threading.Tasks.Task.Run``1(System.Func{``0})")]
    [InlineData(nameof(Climbers.ReadsAFile), "T:System.IO.File")]
    public void A_climber_is_seen(string method, string banned)
    {
        var ids = banned.Split('|').ToHashSet();
        Assert.Contains(UsesIn(method), use => use.Touches(ids));
    }

    [Fact]
    public void A_neighbour_of_the_banned_is_left_alone()
    {
        var ids = new HashSet<string> { "P:System.DateTime.Now", "T:System.Random", "N:System.Net" };
        Assert.DoesNotContain(UsesIn(nameof(Climbers.ReadsTheClock)), use => use.Touches(ids));
    }

    private static IEnumerable<MemberUse> UsesIn(string method) =>
        MemberUse.In(Assembly.GetExecutingAssembly()).Where(use => use.Where.DeclaringType == typeof(Climbers) && use.Where.Name == method);

    private static class Climbers
    {
        public static int LocksByStatement(object gate)
        {
            lock (gate)
                return 1;
        }

        public static DateTime ReadsTheClock() => DateTime.UtcNow;

        public static Task<int> StartsAThread() => Task.Run(static () => 1);

        public static bool ReadsAFile() => File.Exists("nowhere");
    }
}
