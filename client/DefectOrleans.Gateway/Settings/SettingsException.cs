namespace DefectOrleans.Gateway.Settings;

/// <summary>What keeps a program from starting and what to do about it, told for the person who starts it.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
