namespace DefectOrleans.Engine;

/// <summary>
/// The words or a file of the user are wrong. The message is one line that says which file, which row or site,
/// and what was expected; programs end with exit code 2.
/// </summary>
public sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
