Console.Error.WriteLine("The gateway is on its way.");
return 1;
