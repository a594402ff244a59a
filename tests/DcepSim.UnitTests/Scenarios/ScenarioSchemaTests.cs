using DcepSim.Scenarios;

namespace DcepSim.UnitTests.Scenarios;

public sealed class ScenarioSchemaTests
{
    [Fact]
    public void The_schema_in_seeds_is_the_one_the_reader_follows()
    {
        var file = Path.Combine(RepositoryRoot.Path, "seeds", "schema", "scenario.schema.json");
        var expected = ScenarioSchema.Write();
        if (Environment.GetEnvironmentVariable("DCEPSIM_APPROVE") == "1")
            File.WriteAllBytes(file, expected);

        Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(expected), $"{file} differs from ScenarioFields; write it anew with DCEPSIM_APPROVE=1 and review the change.");
    }

    [Fact]
    public void Every_field_has_a_meaning_and_stands_once()
    {
        Assert.All(ScenarioFields.All, field => Assert.EndsWith(".", field.Meaning, StringComparison.Ordinal));
        Assert.Equal(ScenarioFields.All.Length, ScenarioFields.All.Select(field => field.Path).Distinct().Count());
    }
}
