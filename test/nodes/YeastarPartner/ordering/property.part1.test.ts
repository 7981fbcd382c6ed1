import { testRandomSchedules } from '../../../support/randomSchedules';

testRandomSchedules(1);
