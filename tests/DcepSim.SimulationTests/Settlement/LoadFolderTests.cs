using DcepSim.LoadTests;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>A measurement begins with an empty folder: it may take away what an earlier one left, and nothing of anybody else's.</summary>
public class LoadFolderTests
{
    [Fact]
    public void A_folder_is_emptied_of_a_journal_and_left_alone_when_it_holds_anything_else()
    {
        var folder = Directory.CreateTempSubdirectory("dcepsim-load-").FullName;
        try
        {
            var plan = new LoadPlan { Dir = folder };
            foreach (var name in new[] { "0000000000.segment", "0000000001.segment.preparing", "0000000000.accounts", "00000000000000000009.checkpoint", "lock", "lock.holder" })
                File.WriteAllText(Path.Combine(folder, name), "");
            var thesis = Path.Combine(folder, "thesis.docx");
            File.WriteAllText(thesis, "");
            Assert.Contains("thesis.docx", Assert.Throws<InvalidOperationException>(plan.EmptyFolder).Message, StringComparison.Ordinal);
            Assert.Equal(7, Directory.GetFiles(folder).Length);

            File.Delete(thesis);
            Directory.CreateDirectory(Path.Combine(folder, "photos.segment"));
            Assert.Throws<InvalidOperationException>(plan.EmptyFolder);
            Directory.Delete(Path.Combine(folder, "photos.segment"));

            plan.EmptyFolder();
            Assert.False(Directory.Exists(folder));
            plan.EmptyFolder(); // none there is well too
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
