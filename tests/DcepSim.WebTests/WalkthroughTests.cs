using System.Diagnostics;
using System.Text;
using System.Xml.Linq;

namespace DcepSim.WebTests;

/// <summary>The walkthrough is what its command writes: text, output and pictures, byte for byte.</summary>
public class WalkthroughTests
{
    private const int PictureBytesMax = 40_000;

    [Fact]
    public async Task Its_command_gives_the_page_and_pictures_that_stand_in_the_repository()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var root = here.Parent!.Parent!.Parent!.Parent!.FullName;
        var written = Path.Combine(root, "samples", "walkthrough");
        var made = Directory.CreateTempSubdirectory("dcepsim-walkthrough-").FullName;
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(here.Parent.Parent.FullName, "Walkthrough", here.Name, "Walkthrough.dll"), made]) { RedirectStandardError = true })!;
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, error);

            Assert.Equal(NamesIn(made), NamesIn(written));
            foreach (var name in NamesIn(made))
            {
                var difference = DifferenceIn(name, Path.Combine(written, name), Path.Combine(made, name));
                Assert.True(difference is null, difference);
            }

            foreach (var picture in NamesIn(made).Where(name => name.EndsWith(".svg", StringComparison.Ordinal)))
            {
                var bytes = await File.ReadAllBytesAsync(Path.Combine(made, picture), TestContext.Current.CancellationToken);
                Assert.True(bytes.Length < PictureBytesMax, $"{picture} has {bytes.Length} bytes.");
                Assert.Equal("svg", XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root!.Name.LocalName);
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static List<string> NamesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Where(name => name.EndsWith(".md", StringComparison.Ordinal) || name.EndsWith(".svg", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string? DifferenceIn(string name, string written, string made)
    {
        var (then, now) = (File.ReadAllText(written).Split('\n'), File.ReadAllText(made).Split('\n'));
        var line = Enumerable.Range(0, Math.Max(then.Length, now.Length)).FirstOrDefault(line => then.ElementAtOrDefault(line) != now.ElementAtOrDefault(line), -1);
        return line < 0 ? null : $"{name}, line {line + 1}: written is \"{then.ElementAtOrDefault(line)}\", made is \"{now.ElementAtOrDefault(line)}\"; 'dotnet run -c Release --project samples/walkthrough' writes it anew.";
    }
}
