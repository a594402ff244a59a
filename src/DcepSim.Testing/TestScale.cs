using System.Globalization;

namespace DcepSim.Testing;

/// <summary>
/// How much testing there is time for: every count of a property or a fault universe is multiplied by the environment variable
/// <c>DCEPSIM_TEST_SCALE</c>.
/// </summary>
public static class TestScale
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "DCEPSIM_TEST_SCALE";

    /// <summary>The factor: a whole number, 1 and up; 1 where the variable is not set.</summary>
    /// <exception cref="InvalidOperationException">The variable holds something else.</exception>
    public static int Factor { get; } = Read(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A count at the present scale.</summary>
    /// <param name="count">The count at scale 1.</param>
    /// <exception cref="OverflowException">The scaled count leaves 32 bits.</exception>
    public static int Of(int count) => count * Factor;

    private static int Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor > 0
            ? factor
            : throw new InvalidOperationException($"{Variable} is '{text}': it must be a whole number, 1 and up.");
    }
}
