Console.Error.WriteLine("The silo is on its way.");
return 1;
