"""Who else there is: the units of the company beside the station, and the bodies outside the company."""
