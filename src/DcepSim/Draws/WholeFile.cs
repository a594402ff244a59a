namespace DcepSim.Draws;

/// <summary>Files that are there whole or not at all: written under another name, flushed to disk, then renamed.</summary>
internal static class WholeFile
{
    private const int BufferBytes = 1 << 16;

    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + ".partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
