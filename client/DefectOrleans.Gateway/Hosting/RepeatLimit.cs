namespace DefectOrleans.Gateway.Hosting;

/// <summary>Keeps what is tried again and again from telling the same each time: news at once, the same once a minute.</summary>
public sealed class RepeatLimit(TimeProvider clock)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private string? _last;
    private long _told;

    /// <summary>Whether a text is to be told now.</summary>
    public bool Admits(string text)
    {
        if (text == _last && clock.GetElapsedTime(_told) < Again)
            return false;
        (_last, _told) = (text, clock.GetTimestamp());
        return true;
    }

    /// <summary>Forgets what was told, so that the same is news again.</summary>
    /// <returns>Whether anything had been told.</returns>
    public bool Forget()
    {
        var told = _last is not null;
        _last = null;
        return told;
    }
}
