using System.Text;
using DefectOrleans.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interruption = new Interruption();
return CommandLineApp.Run(args, Console.Out, Console.Error, TimeProvider.System, interruption.Token);
