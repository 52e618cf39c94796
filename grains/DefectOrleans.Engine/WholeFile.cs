namespace DefectOrleans.Engine;

/// <summary>Files that are written whole or not at all: to a temporary file beside, then renamed.</summary>
public static class WholeFile
{
    /// <summary>Writes bytes to a path, replacing what is there only when all are on disk.</summary>
    /// <exception cref="InputException">The place can't be written to.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new InputException($"{path}: can't be written ({e.Message}); expected a writable place", e);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where there is no folder there is no file to take away; the fault that led here is the one to tell.
        }
    }

    /// <summary>Finds out before long work whether a path can be written to.</summary>
    /// <exception cref="InputException">Its folder does not exist or takes no file, or the path is a folder.</exception>
    public static void Probe(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: a folder; expected the path of a file to write");
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: can't be written ({e.Message}); expected a writable place", e);
        }
    }
}
