using System.Text.Json;

namespace DcepSim.ArchitectureTests.Seeds;

public class SeedFileTests
{
    [Fact]
    public void Every_seed_file_is_strict_json_and_names_its_format()
    {
        var files = Repository.Files("*.json", "seeds").ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (Path.GetFileName(file).EndsWith(".schema.json", StringComparison.Ordinal))
                continue;
            Assert.Matches(@"^dcepsim\.[a-z-]+/[0-9]+$", document.RootElement.GetProperty("schema").GetString()!);
        }
    }

    [Fact]
    public void A_scenario_file_bears_the_name_of_its_scenario()
    {
        foreach (var file in Repository.Files("*.json", "seeds", "scenarios"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            Assert.Equal(Path.GetFileNameWithoutExtension(file), document.RootElement.GetProperty("name").GetString());
        }
    }
}
