using DcepSim.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Scenarios;

public sealed class DamagedScenarioTests
{
    private const string Luohu = "shenzhen-luohu-2020";

    private static readonly RandomKey Key = RandomKey.FromSeed(20_201_012);
    private static readonly byte[] Whole = BuiltInScenarios.ReadBytes(Luohu);

    [Fact]
    public void A_damaged_file_is_refused_in_words_or_read_and_never_fails_otherwise()
    {
        var refused = 0;
        for (var trial = 0; trial < TestScale.Of(300); trial++)
        {
            var damaged = Damage(Key.Child((ulong)trial));
            try
            {
                var scenario = ScenarioReader.Read(new MemoryStream(damaged), $"trial {trial}");
                Assert.Equal(ScenarioWriter.Write(scenario), ScenarioWriter.Write(ScenarioReader.Check(scenario)));
            }
            catch (ScenarioException fault)
            {
                refused++;
                Assert.All(fault.Faults, found => Assert.NotEmpty(found.Message));
            }
        }

        Assert.True(refused > TestScale.Of(100), $"Only {refused} were refused: the damage does no harm.");
    }

    [Fact]
    public void A_random_setting_is_refused_in_words_or_taken_and_never_fails_otherwise()
    {
        string[] parts = ["campaign", ".", "packets", "[0]", "[9]", "count", "=", "-1", "1e9", "{}", "[]", "\"", "published", "claimed", "value", "behaviour", "null", "name", " ", "provenance", "$schema", "红包"];
        for (var trial = 0; trial < TestScale.Of(300); trial++)
        {
            var key = Key.Child("settings").Child((ulong)trial);
            var setting = string.Concat(Enumerable.Range(1, 1 + (int)key.Below(0, 8)).Select(place => parts[key.Below((ulong)place, (ulong)parts.Length)]));
            try
            {
                ScenarioReader.Read(Luohu, setting);
            }
            catch (ScenarioException fault)
            {
                Assert.All(fault.Faults, found => Assert.NotEmpty(found.Message));
            }
        }
    }

    /// <summary>The file with one to three of its parts changed, cut out or given twice.</summary>
    private static byte[] Damage(RandomKey key)
    {
        var bytes = Whole.ToList();
        for (var wound = 0UL; wound <= key.Below(0, 3); wound++)
        {
            var at = (int)key.Below((4 * wound) + 1, (ulong)bytes.Count);
            var length = Math.Min((int)key.Below((4 * wound) + 2, 40), bytes.Count - at);
            switch (key.Below((4 * wound) + 3, 4))
            {
                case 0:
                    bytes[at] = (byte)key.Below((4 * wound) + 4, 256);
                    break;
                case 1:
                    bytes[at] = (byte)"0123456789-.eE{}[],:\"nul"[(int)key.Below((4 * wound) + 4, 24)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }
}
